/** How each request ended: its status, its cause, and what a person can do about it. */
@NullMarked
package io.analytix.beam.outcome;

import org.jspecify.annotations.NullMarked;
