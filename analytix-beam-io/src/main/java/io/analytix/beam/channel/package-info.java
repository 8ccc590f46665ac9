/**
 * Token records and the stores that keep them, the OAuth client, scopes, and the rule for the
 * addresses that may receive a secret.
 */
@NullMarked
package io.analytix.beam.channel;

import org.jspecify.annotations.NullMarked;
