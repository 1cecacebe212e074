/// The five-minute check: window in, drift report out.
@NullMarked
package io.evenkeel.monitor;

import org.jspecify.annotations.NullMarked;
