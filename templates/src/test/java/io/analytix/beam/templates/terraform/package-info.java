// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/**
 * Terraform's own commands on the module, without a network: Google's provider is only its schema.
 */
package io.analytix.beam.templates.terraform;
