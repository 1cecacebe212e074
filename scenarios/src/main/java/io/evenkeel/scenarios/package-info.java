/// Whole incidents, seeded: demo, drill.
@NullMarked
package io.evenkeel.scenarios;

import org.jspecify.annotations.NullMarked;
