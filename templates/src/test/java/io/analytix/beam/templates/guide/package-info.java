// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/** What the guide tells a person to type, with stand-ins for Google Cloud on this machine. */
package io.analytix.beam.templates.guide;
