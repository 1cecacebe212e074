/// The UPI world: transactions, labels, regimes, traffic.
@NullMarked
package io.evenkeel.simulator;

import org.jspecify.annotations.NullMarked;
