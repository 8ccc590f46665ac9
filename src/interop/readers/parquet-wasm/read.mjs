// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

// Reads the output with parquet-wasm, Arrow's reader in Rust, into Arrow's tables for JavaScript. It reads
// one file at a time: this program lists the files.
import { tableFromIPC } from 'apache-arrow'
import { readParquet } from 'parquet-wasm'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const output = process.argv[2]

/** The rows of a report's files; decimals as whole billionths, days and instants as numbers. */
function rows(report) {
  const all = []
  for (const file of readdirSync(join(output, report), { recursive: true }).filter(n => n.endsWith('.parquet'))) {
    const table = tableFromIPC(readParquet(readFileSync(join(output, report, file))).intoIPCStream())
    const month = /year_month=([^/]*)/.exec(file)?.[1]
    for (let i = 0; i < table.numRows; i++) {
      const row = { year_month: month }
      for (const field of table.schema.fields) {
        const value = table.getChild(field.name).get(i)
        row[field.name] = field.name === 'estimated_revenue' ? billionths(value) : value
      }
      all.push(row)
    }
  }
  return all
}

/** Arrow's decimal: four 32-bit words, the lowest first. */
function billionths(words) {
  return BigInt.asIntN(128, words.reduceRight((number, word) => (number << 32n) | BigInt(word >>> 0), 0n))
}

const amount = number => `${number / 1000000000n}.${String(number % 1000000000n).padStart(9, '0')}`
const sum = (all, column) => all.reduce((total, row) => total + (row[column] ?? 0n), 0n)
const sorted = (all, column) => all.map(row => row[column]).sort((a, b) => (a < b ? -1 : 1))
const ends = (all, column) => [sorted(all, column)[0], sorted(all, column).at(-1)]
const known = all => all.filter(row => row.likes != null).length

function print(cell, figures) {
  let text
  try {
    text = figures()
  } catch (e) {
    text = e.message.split('\n')[0]
  }
  console.log(`${cell}\t${text}`)
}

print('opens', () => `${rows('counts_daily').length} rows`)
const counts = rows('counts_daily')
print('partitions', () => {
  const of = month => counts.filter(row => row.year_month === month).length
  return `2026-01: ${of('2026-01')}, 2026-02: ${of('2026-02')}`
})
print('money exact', () => {
  const all = rows('money_daily')
  return `${amount(sum(all, 'estimated_revenue'))} up to ${amount(ends(all, 'estimated_revenue')[1])}, `
    + `${amount(sum(rows('_months/money_daily'), 'estimated_revenue'))} in the month files`
})
print('64-bit exact', () => `${sum(counts, 'views')} up to ${ends(counts, 'views')[1]}`)
print('days', () => ends(counts, 'day').map(day => new Date(day).toISOString().slice(0, 10)).join(' to '))
print('instants', () => ends(counts, 'fetched_at').map(time => BigInt(Math.round(time * 1000))).join(' to '))
print('added column', () => `${sum(counts, 'likes')} in ${known(counts)} of ${counts.length}`)
print('month files', () => {
  const all = rows('_months/counts_daily')
  return `${all.length} rows, views ${sum(all, 'views')}, likes ${sum(all, 'likes')} in ${known(all)}`
})
