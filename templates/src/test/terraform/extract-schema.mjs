// Makes google-schema.json: the schema of those types of Google's Terraform provider that the module uses.
//
// The provider itself is a binary of 100 MB. CDKTF's bindings for it (npm, MPL-2.0) were generated from the provider's
// schema, and the source maps in them hold the TypeScript as it was generated: getters under a comment with the flags
// of an attribute, and mappers with the types of what can be set.
//
//   npm pack @cdktf/provider-google@16.12.1 && tar xzf cdktf-provider-google-16.12.1.tgz
//   node extract-schema.mjs package google-schema.json
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, output] = process.argv.slice(2);
const module = new URL('../../../../terraform/', import.meta.url).pathname;
const PRIMITIVES = { string: 'string', number: 'number', boolean: 'bool', any: 'dynamic' };

/** Types that the module and its examples name, as they are called in HCL. */
function usedTypes() {
  const files = readdirSync(module, { recursive: true }).filter(name => name.endsWith('.tf'));
  const text = files.map(name => readFileSync(join(module, name), 'utf8')).join('\n');
  const used = [...text.matchAll(/^(resource|data) "google_(\w+)"/gm)].map(([, kind, type]) => ({ kind, type }));
  const key = each => `${each.kind} ${each.type}`;
  return [...new Map(used.map(each => [key(each), each])).entries()].sort().map(([, each]) => each);
}

/** The TypeScript of which a file of the package was compiled. */
function typescript(library) {
  const compiled = readFileSync(join(folder, 'lib', library, 'index.js'), 'utf8');
  const map = /sourceMappingURL=data:application\/json;base64,(\S+)/.exec(compiled)[1];
  return JSON.parse(Buffer.from(map, 'base64')).sourcesContent[0];
}

/** Attributes by name: their flags, and how they are read. */
function getters(body) {
  const found = {};
  const comment = /\/\/ (\w+) - computed: (\w+), optional: (\w+), required: (\w+)\n(?=([\s\S]{0,260}))/g;
  for (const [, name, computed, optional, required, code] of body.matchAll(comment)) {
    found[name] = {
      flags: { computed: computed === 'true', optional: optional === 'true', required: required === 'true' },
      reader: /get(\w+?)Attribute\(/.exec(code)?.[1],
      wrapper: /^\s*private _\w+ = new (?:cdktf\.)?(\w+)\(/.exec(code)?.[1],
    };
  }
  return found;
}

/** What can be set, by name: attribute or block, its type, and the mapper of what is in it. */
function settable(body) {
  const found = {};
  const entry = /\n\s+(\w+): \{\s+value: ([^\n]+),\s+isBlock: (true|false),\s+type: "(\w+)",\s+storageClassType: "(\w+)"/g;
  for (const [, name, value, isBlock, type, storage] of body.matchAll(entry)) {
    const mapper = [...value.matchAll(/(?<![.\w])(\w+)ToHclTerraform/g)].at(-1)?.[1];
    found[name] = { isBlock: isBlock === 'true', type, storage, mapper, many: /listMapperHcl|hashMapperHcl/.test(value) };
  }
  return found;
}

/** One library of the package: a resource, a data source or the provider. */
class Library {
  constructor(name) {
    this.text = typescript(name);
    this.classes = {};
    for (const [, id, base, body] of this.text.matchAll(/\nexport class (\w+) extends cdktf\.(\w+) \{([\s\S]*?)\n\}/g)) {
      this.classes[id] = { base, body, getters: getters(body) };
    }
    this.mappers = {};
    for (const [code, id] of this.text.matchAll(/function (\w+)ToHclTerraform\(struct[\s\S]*?\n\}/g)) {
      this.mappers[id] = settable(code);
    }
  }

  block() {
    const top = Object.values(this.classes).find(each => /^Terraform(Resource|DataSource|Provider)$/.test(each.base));
    return this.blockOf(settable(/synthesizeHclAttributes\(\)[\s\S]*$/.exec(top.body)[0]), top);
  }

  blockOf(parts, type) {
    const block = { attributes: {}, blocks: {} };
    const known = type?.getters ?? {};
    for (const [name, part] of Object.entries(parts)) {
      const flags = known[name]?.flags ?? { computed: false, optional: true, required: false };
      if (part.isBlock) {
        block.blocks[name] = this.nested(part, flags);
      } else {
        block.attributes[name] = { type: this.setType(part), ...flags };
      }
    }
    for (const [name, getter] of Object.entries(known)) {
      const { computed, optional, required } = getter.flags;
      if (computed && !optional && !required && !block.blocks[name]) {
        block.attributes[name] ??= { type: this.readType(getter), ...getter.flags };
      }
    }
    return block;
  }

  nested(part, flags) {
    const nesting = part.type === 'struct' ? 'SINGLE' : part.type.toUpperCase();
    const reference = part.mapper && part.mapper[0].toUpperCase() + part.mapper.slice(1) + 'OutputReference';
    return {
      nesting,
      min: flags.required ? 1 : 0,
      max: nesting !== 'SINGLE' && !part.many ? 1 : 0,
      ...this.blockOf(this.mappers[part.mapper] ?? {}, this.classes[reference]),
    };
  }

  /** The type of an attribute that can be set. */
  setType({ type, storage }) {
    if (type === 'simple') {
      return PRIMITIVES[storage] ?? 'dynamic';
    }
    const [, primitive, inner] = /^(string|number|boolean|any)(Map|List)?(?:List|Map)$/.exec(storage) ?? [];
    if (!primitive) {
      return [type, 'dynamic'];
    }
    return [type, inner ? [inner.toLowerCase(), PRIMITIVES[primitive]] : PRIMITIVES[primitive]];
  }

  /** The type of an attribute that can only be read. */
  readType({ reader, wrapper }) {
    if (wrapper) {
      const map = /^(String|Number|Boolean|Any)Map(List)?$/.exec(wrapper);
      if (map) {
        const type = ['map', PRIMITIVES[map[1].toLowerCase()]];
        return map[2] ? ['list', type] : type;
      }
      return ['list', this.objectType(wrapper.replace(/(List|OutputReference)$/, '') + 'OutputReference')];
    }
    const [, primitive, collection] = /^(String|Number|Boolean|Any)(List|Map)?$/.exec(reader ?? 'String') ?? [];
    if (!primitive) {
      return 'dynamic';
    }
    const type = PRIMITIVES[primitive.toLowerCase()];
    return collection ? [collection.toLowerCase(), type] : type;
  }

  objectType(reference) {
    const type = this.classes[reference];
    return type
      ? ['object', Object.fromEntries(Object.entries(type.getters).map(([name, getter]) => [name, this.readType(getter)]))]
      : 'dynamic';
  }
}

const schema = {
  licence: 'MPL-2.0: derived from hashicorp/terraform-provider-google by way of @cdktf/provider-google 16.12.1',
  version: /hashicorp\/google\/(\d+\.\d+\.\d+)/.exec(readFileSync(join(folder, 'lib/storage-bucket/index.d.ts'), 'utf8'))[1],
  provider: new Library('provider').block(),
  resources: {},
  dataSources: {},
};
for (const { kind, type } of usedTypes()) {
  const library = (kind === 'data' ? 'data-google-' : '') + type.replaceAll('_', '-');
  schema[kind === 'data' ? 'dataSources' : 'resources'][`google_${type}`] = new Library(library).block();
}
writeFileSync(output, JSON.stringify(schema) + '\n');
