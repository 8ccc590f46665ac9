// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

// Reads the output with DuckDB's client for Node.js.
import { DuckDBInstance } from '@duckdb/node-api'

const output = process.argv[2]
const duckDb = await (await DuckDBInstance.create()).connect()
const table = name => `read_parquet('${output}/${name}/**/*.parquet', union_by_name = true)`
const counts = table('counts_daily')

async function print(cell, query, text) {
  let figures
  try {
    const [row] = (await duckDb.runAndReadAll(query)).getRows()
    figures = text(...row)
  } catch (e) {
    figures = e.message.split('\n')[0]
  }
  console.log(`${cell}\t${figures}`)
}

await print('opens', `SELECT count(*) FROM ${counts}`, n => `${n} rows`)
await print(
  'partitions',
  `SELECT count(*) FILTER (year_month = '2026-01'), count(*) FILTER (year_month = '2026-02') FROM ${counts}`,
  (january, february) => `2026-01: ${january}, 2026-02: ${february}`)
await print(
  'money exact',
  `SELECT sum(estimated_revenue), max(estimated_revenue),
    (SELECT sum(estimated_revenue) FROM ${table('_months/money_daily')}) FROM ${table('money_daily')}`,
  (sum, max, months) => `${sum} up to ${max}, ${months} in the month files`)
await print('64-bit exact', `SELECT sum(views), max(views) FROM ${counts}`, (sum, max) => `${sum} up to ${max}`)
await print('days', `SELECT min(day), max(day) FROM ${counts}`, (first, last) => `${first} to ${last}`)
await print(
  'instants',
  `SELECT min(fetched_at), max(fetched_at) FROM ${counts}`,
  (first, last) => `${first.micros} to ${last.micros}`)
await print(
  'added column',
  `SELECT sum(likes), count(likes), count(*) FROM ${counts}`,
  (sum, known, rows) => `${sum} in ${known} of ${rows}`)
await print(
  'month files',
  `SELECT count(*), sum(views), sum(likes), count(likes) FROM ${table('_months/counts_daily')}`,
  (rows, views, likes, known) => `${rows} rows, views ${views}, likes ${likes} in ${known}`)
