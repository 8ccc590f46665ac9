// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Offers an option as a parameter of the Flex Template. What it is for, its default and whether it
 * is required are said by Beam's own annotations; its group and place by {@link OptionGroup}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface TemplateParameter {
  /** A few words in the place of the name. */
  String label();

  /** Which field the console shows for it: one of Dataflow's parameter types. */
  String type() default "TEXT";

  /** What the value must match, each as a whole, in the form that {@code egrep} understands. */
  String[] regexes() default {};

  /** The values to choose from, where there is a list. */
  String[] choices() default {};
}
