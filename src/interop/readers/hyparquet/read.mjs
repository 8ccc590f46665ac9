// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

// Reads the output with hyparquet.
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { printFiles } from './figures.mjs'

await printFiles(
  async file => parquetReadObjects({ file: await asyncBufferFromFile(file), compressors }),
  amounts => amounts.reduce((total, amount) => total + amount, 0),
  amount => amount.toFixed(9))
