// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

// The figures of the columns of matrix.tsv, as a reader for Node.js finds them.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The folder of the output. */
export const output = process.argv[2]

/** Prints a cell and its figures, or why they cannot be read. */
export async function print(cell, figures) {
  let text
  try {
    text = await figures()
  } catch (e) {
    text = e.message.split('\n')[0]
  }
  console.log(`${cell}\t${text}`)
}

const sum = (all, column) => all.reduce((total, row) => total + (row[column] ?? 0n), 0n)
const sorted = (all, column) => all.map(row => row[column]).sort((a, b) => (a < b ? -1 : 1))
const ends = (all, column) => [sorted(all, column)[0], sorted(all, column).at(-1)]
const known = all => all.filter(row => row.likes != null).length

/**
 * Prints the figures of a reader of single files: this program lists the files.
 *
 * read: the rows of a file; days and times as Date or milliseconds since 1970
 * total: the sum of amounts
 * amount: an amount as text
 */
export async function printFiles(read, total, amount) {
  /** The rows of a report's files, with the value of year_month if they lie in such a folder. */
  async function rows(report) {
    const all = []
    for (const file of readdirSync(join(output, report), { recursive: true }).filter(n => n.endsWith('.parquet'))) {
      const month = /year_month=([^/]*)/.exec(file)?.[1]
      all.push(...(await read(join(output, report, file))).map(row => ({ ...row, year_month: month })))
    }
    return all
  }
  const money = all => amount(total(all.map(row => row.estimated_revenue)))

  await print('opens', async () => `${(await rows('counts_daily')).length} rows`)
  const counts = await rows('counts_daily').catch(() => [])
  await print('partitions', () => {
    const of = month => counts.filter(row => row.year_month === month).length
    return `2026-01: ${of('2026-01')}, 2026-02: ${of('2026-02')}`
  })
  await print('money exact', async () => {
    const all = await rows('money_daily')
    return `${money(all)} up to ${amount(ends(all, 'estimated_revenue')[1])}, `
      + `${money(await rows('_months/money_daily'))} in the month files`
  })
  await print('64-bit exact', () => `${sum(counts, 'views')} up to ${ends(counts, 'views')[1]}`)
  await print('days', () => ends(counts, 'day').map(day => new Date(day).toISOString().slice(0, 10)).join(' to '))
  await print('instants', () => ends(counts, 'fetched_at').map(time => Math.round(time * 1000)).join(' to '))
  await print('added column', () => `${sum(counts, 'likes')} in ${known(counts)} of ${counts.length}`)
  await print('flags', async () => {
    const all = await rows('channels')
    const flags = all.map(row => row.hidden_subscriber_count)
    return `${flags.filter(flag => flag === true).length} of ${flags.length}`
  })
  await print('month files', async () => {
    const all = await rows('_months/counts_daily')
    return `${all.length} rows, views ${sum(all, 'views')}, likes ${sum(all, 'likes')} in ${known(all)}`
  })
}
