/// Whole incidents, seeded: demo.
@NullMarked
package io.evenkeel.scenarios;

import org.jspecify.annotations.NullMarked;
