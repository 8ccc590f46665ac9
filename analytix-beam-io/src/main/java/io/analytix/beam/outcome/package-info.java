/** How each request ended: its status, its cause, and what the user can do. */
@NullMarked
package io.analytix.beam.outcome;

import org.jspecify.annotations.NullMarked;
