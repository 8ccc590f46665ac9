// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

// Reads the output with parquet-wasm, Arrow's reader in Rust, into Arrow's tables for JavaScript.
import { tableFromIPC } from 'apache-arrow'
import { readFileSync } from 'node:fs'
import { readParquet } from 'parquet-wasm'
import { printFiles } from './figures.mjs'

/** The rows of a file; decimals as whole billionths. */
function rows(file) {
  const table = tableFromIPC(readParquet(readFileSync(file)).intoIPCStream())
  return Array.from({ length: table.numRows }, (_, i) => {
    const row = {}
    for (const field of table.schema.fields) {
      const value = table.getChild(field.name).get(i)
      row[field.name] = field.name === 'estimated_revenue' ? billionths(value) : value
    }
    return row
  })
}

/** Arrow's decimal: four 32-bit words, the lowest first. */
function billionths(words) {
  return BigInt.asIntN(128, words.reduceRight((number, word) => (number << 32n) | BigInt(word >>> 0), 0n))
}

await printFiles(
  rows,
  amounts => amounts.reduce((total, amount) => total + amount, 0n),
  amount => `${amount / 1000000000n}.${String(amount % 1000000000n).padStart(9, '0')}`)
