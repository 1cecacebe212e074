/// Not shipped: studies of the statistics, and the peers side by side.
@NullMarked
package io.evenkeel.benchmarks;

import org.jspecify.annotations.NullMarked;
