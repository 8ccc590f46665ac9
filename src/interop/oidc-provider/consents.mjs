// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

// Forty consents by link, at oidc-provider: any order, one denied, one for the wrong channel, one
// expired, one replayed. Usage: node consents.mjs ANALYTIX
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { CLIENT, consent, start } from './provider.mjs';

const OWNERS = 40;
const name = (number) => `owner-${String(number).padStart(2, '0')}`;
const id = (account) => `UC${account.padEnd(22, '_')}`;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'analytix-consents-'));
const provider = await start((account) => ({ id: id(account), title: account }));
const client = path.join(folder, 'client_secret.json');
fs.writeFileSync(client, JSON.stringify({
  installed: { ...CLIENT, auth_uri: `${provider.root}/o/oauth2/auth`, token_uri: `${provider.root}/token`, redirect_uris: ['http://localhost'] },
}));
const names = path.join(folder, 'names.txt');
fs.writeFileSync(names, Array.from({ length: OWNERS }, (_, i) => (i === 7 ? `${name(i)},${id(name(i))}` : name(i))).join('\n'));

/** Runs the command; the provider answers it in this process meanwhile. */
function analytix(args, input = '') {
  return new Promise((ended, failed) => {
    const run = spawn(process.argv[2], [...args, `--tokenRecords=file:${folder}/tokens`, `--clientSecrets=file:${client}`,
      `--youtubeAnalyticsEndpoint=${provider.root}`, `--youtubeDataEndpoint=${provider.root}`]);
    let out = '';
    let err = '';
    run.stdout.on('data', (text) => { out += text; });
    run.stderr.on('data', (text) => { err += text; });
    run.on('error', failed);
    run.on('close', (code) => ended({ code, out, err }));
    run.stdin.end(input);
  });
}

async function links() {
  const printed = await analytix(['authorise', '--link', `--recordsFile=${names}`]);
  assert.equal(printed.code, 0, printed.err);
  return new Map(printed.out.trim().split('\n').map((line) => line.split('\t')));
}

const sent = await links();
assert.equal(sent.size, OWNERS);
const addresses = [];
for (let i = 0; i < OWNERS; i += 1) {
  addresses.push(await consent(sent.get(name(i)), i === 7 ? 'stray' : name(i), i === 3 ? 'deny' : 'allow'));
}
addresses.push(addresses[20]);
for (const file of fs.readdirSync(`${folder}/tokens/.consents`)) {
  const pending = `${folder}/tokens/.consents/${file}`;
  const json = JSON.parse(fs.readFileSync(pending));
  if (json.record === name(11)) {
    fs.writeFileSync(pending, JSON.stringify({ ...json, expires_at: new Date(Date.now() - 3_600_000).toISOString() }));
  }
}
addresses.sort(() => Math.random() - 0.5);
const answered = await analytix(['authorise', '--answer=-'], addresses.join('\n'));
assert.equal(answered.code, 2, answered.err);
assert.equal(answered.out.split('with a new consent').length - 1, OWNERS - 3, answered.err);
assert.match(answered.err, /record 'owner-03': the consent was denied/);
assert.match(answered.err, /record 'owner-07': the consent is for channel UCstray/);
assert.match(answered.err, /record 'owner-11': the link has expired/);
assert.match(answered.err, /no link waits for this answer/);
const missing = await analytix(['channels', 'check']);
assert.equal(missing.out.split('no consent yet').length - 1, 3, missing.out);

fs.rmSync(`${folder}/tokens/.consents`, { recursive: true });
const again = await links();
assert.deepEqual([...again.keys()], [name(3), name(7), name(11)]);
const rest = [];
for (const [record, link] of again) {
  rest.push(await consent(link, record, 'allow'));
}
const completed = await analytix(['authorise', '--answer=-'], rest.join('\n'));
assert.equal(completed.code, 0, completed.err);
const check = await analytix(['channels', 'check']);
assert.equal(check.code, 0, check.out + check.err);
assert.match(check.out, /40 of 40 can be used/);
for (let i = 0; i < OWNERS; i += 1) {
  assert.equal(JSON.parse(fs.readFileSync(`${folder}/tokens/${name(i)}.json`)).channel_id, id(name(i)));
}
provider.stop();
fs.rmSync(folder, { recursive: true });
console.log(`${OWNERS} consents by link at oidc-provider: as expected`);
process.exit(0);
