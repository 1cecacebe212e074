/// A reasoner that asks a language model and falls back to the rules.
@NullMarked
package io.evenkeel.llm;

import org.jspecify.annotations.NullMarked;
