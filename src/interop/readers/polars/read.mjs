// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

// Reads the output with Polars. Decimals and 64-bit integers leave it as text, because a number of
// JavaScript would not hold them.
import pl from 'nodejs-polars'
import { output, print } from './figures.mjs'

const schema = { channel_id: pl.String, content_owner: pl.String, day: pl.Date, views: pl.Int64,
  fetched_at: pl.Datetime('us', 'UTC'), run_id: pl.String, likes: pl.Int64 }
const counts = scan('counts_daily', { schema })

function scan(report, options) {
  return pl.scanParquet(`${output}/${report}/**/*.parquet`, { missingColumns: 'insert', ...options })
}

/** The only row of a query, as texts. */
function row(query, ...columns) {
  return query.select(...columns.map((column, i) => column.cast(pl.String).alias(`c${i}`))).collectSync().row(0)
}

const sum = name => pl.col(name).sum()
const max = name => pl.col(name).max()
const min = name => pl.col(name).min()

await print('opens', () => `${row(counts, pl.len())[0]} rows`)
await print('partitions', () => {
  const in_ = month => pl.col('year_month').cast(pl.String).eq(pl.lit(month)).sum()
  const [january, february] =
    row(scan('counts_daily', { hivePartitioning: true }), in_('2026-01'), in_('2026-02'))
  return `2026-01: ${january}, 2026-02: ${february}`
})
await print('money exact', () => {
  const [total, largest] = row(scan('money_daily', {}), sum('estimated_revenue'), max('estimated_revenue'))
  const [months] = row(scan('_months/money_daily', {}), sum('estimated_revenue'))
  return `${total} up to ${largest}, ${months} in the month files`
})
await print('64-bit exact', () => {
  const [total, largest] = row(counts, sum('views'), max('views'))
  return `${total} up to ${largest}`
})
await print('days', () => {
  const [first, last] = row(counts, min('day'), max('day'))
  return `${first} to ${last}`
})
await print('instants', () => {
  const [first, last] = row(counts, min('fetched_at').cast(pl.Int64), max('fetched_at').cast(pl.Int64))
  return `${first} to ${last}`
})
await print('added column', () => {
  const [likes, known, rows] = row(counts, sum('likes'), pl.col('likes').count(), pl.len())
  return `${likes} in ${known} of ${rows}`
})
await print('flags', () => {
  const [hidden, known] =
    row(scan('channels', {}), sum('hidden_subscriber_count'), pl.col('hidden_subscriber_count').count())
  return `${hidden} of ${known}`
})
await print('month files', () => {
  const [rows, views, likes, known] = row(
    scan('_months/counts_daily', { schema }), pl.len(), sum('views'), sum('likes'), pl.col('likes').count())
  return `${rows} rows, views ${views}, likes ${likes} in ${known}`
})
