#!/bin/sh
# hyparquet reads a 64-bit integer exactly and a decimal not. Needs Node.js 20 and an npm registry.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat > package.json <<'X'
{"private": true, "type": "module", "dependencies": {"hyparquet": "1.33.0", "@duckdb/node-api": "1.5.6-r.1"}}
X
cat > read.js <<'X'
import { DuckDBInstance } from '@duckdb/node-api'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { readFileSync } from 'node:fs'

const duckdb = await (await DuckDBInstance.create()).connect()
await duckdb.run(`COPY (SELECT 9007199254740993::BIGINT AS views, 1234567890.123456789::DECIMAL(38, 9) AS revenue)
  TO 'day.parquet' (COMPRESSION snappy)`)
const [row] = await parquetReadObjects({ file: await asyncBufferFromFile('day.parquet') })
const { version } = JSON.parse(readFileSync('node_modules/hyparquet/package.json', 'utf8'))
console.log(`version: hyparquet ${version}`)
console.log('written: INT64 9007199254740993, DECIMAL(38, 9) 1234567890.123456789')
console.log(`read: ${typeof row.views} ${row.views}, ${typeof row.revenue} ${row.revenue}`)
X
cat > expected <<'X'
version: hyparquet 1.33.0
written: INT64 9007199254740993, DECIMAL(38, 9) 1234567890.123456789
read: bigint 9007199254740993, number 1234567890.1234567
X
npm install --silent --no-audit --no-fund > npm.log 2>&1 || { cat npm.log; exit 1; }
node read.js > out
cat <<'X'
guess: a reader that hands out INT64 as BigInt, to lose no digit, hands out DECIMAL in an exact form too.
behaviour: a DECIMAL is a number: money of more than 15 or 16 digits loses its last ones.
output:
X
cat out
diff expected out
