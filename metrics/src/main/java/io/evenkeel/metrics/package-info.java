/// What the ledger and the latest report say, as Prometheus metrics.
@NullMarked
package io.evenkeel.metrics;

import org.jspecify.annotations.NullMarked;
