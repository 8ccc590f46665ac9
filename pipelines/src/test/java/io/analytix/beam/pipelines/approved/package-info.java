/**
 * Texts that are made of the code and kept beside it, so that whoever changes one reads what it
 * changes for others: {@code -Dapprove=true} writes them anew.
 */
package io.analytix.beam.pipelines.approved;
