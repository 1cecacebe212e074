/// Statistics only: two samples in, evidence out; no I/O.
@NullMarked
package io.evenkeel.drift;

import org.jspecify.annotations.NullMarked;
