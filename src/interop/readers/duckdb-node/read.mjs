// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

// Reads the output with DuckDB's client for Node.js.
import { DuckDBInstance } from '@duckdb/node-api'
import { output, print } from './figures.mjs'

const duckDb = await (await DuckDBInstance.create()).connect()
const table = name => `read_parquet('${output}/${name}/**/*.parquet', union_by_name = true)`
const counts = table('counts_daily')

/** Prints the only row of a query. */
async function printRow(cell, query, text) {
  await print(cell, async () => text(...(await duckDb.runAndReadAll(query)).getRows()[0]))
}

await printRow('opens', `SELECT count(*) FROM ${counts}`, n => `${n} rows`)
await printRow(
  'partitions',
  `SELECT count(*) FILTER (year_month = '2026-01'), count(*) FILTER (year_month = '2026-02') FROM ${counts}`,
  (january, february) => `2026-01: ${january}, 2026-02: ${february}`)
await printRow(
  'money exact',
  `SELECT sum(estimated_revenue), max(estimated_revenue),
    (SELECT sum(estimated_revenue) FROM ${table('_months/money_daily')}) FROM ${table('money_daily')}`,
  (sum, max, months) => `${sum} up to ${max}, ${months} in the month files`)
await printRow('64-bit exact', `SELECT sum(views), max(views) FROM ${counts}`, (sum, max) => `${sum} up to ${max}`)
await printRow('days', `SELECT min(day), max(day) FROM ${counts}`, (first, last) => `${first} to ${last}`)
await printRow(
  'instants',
  `SELECT min(fetched_at), max(fetched_at) FROM ${counts}`,
  (first, last) => `${first.micros} to ${last.micros}`)
await printRow(
  'added column',
  `SELECT sum(likes), count(likes), count(*) FROM ${counts}`,
  (sum, known, rows) => `${sum} in ${known} of ${rows}`)
await printRow(
  'flags',
  `SELECT count(*) FILTER (hidden_subscriber_count), count(hidden_subscriber_count) FROM ${table('channels')}`,
  (hidden, known) => `${hidden} of ${known}`)
await printRow(
  'month files',
  `SELECT count(*), sum(views), sum(likes), count(likes) FROM ${table('_months/counts_daily')}`,
  (rows, views, likes, known) => `${rows} rows, views ${views}, likes ${likes} in ${known}`)
