// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Offers an option as a parameter of the Flex Template. Its description, default and whether it is
 * required come from Beam's annotations; its group and position from {@link OptionGroup}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface TemplateParameter {
  /** The label that the console shows instead of the name. */
  String label();

  /** Dataflow's parameter type, which decides which field the console shows. */
  String type() default "TEXT";

  /** Regular expressions in the syntax of {@code egrep}; the whole value must match each. */
  String[] regexes() default {};

  /** The allowed values, if the console shows a list. */
  String[] choices() default {};
}
