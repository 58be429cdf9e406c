/**
 * How a rule is read: {@link io.pagurus.gateway.rules.RuleText} (YAML or JSON to a tree) → {@link
 * io.pagurus.gateway.rules.RuleSection} (a cursor over it, which collects every error with its
 * field). Knows no rule itself: each package of the edge reads its own section.
 */
@NullMarked
package io.pagurus.gateway.rules;

import org.jspecify.annotations.NullMarked;
