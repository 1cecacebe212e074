/// Tests against the real programs that a team runs around Evenkeel.
@NullMarked
package io.evenkeel.stack;

import org.jspecify.annotations.NullMarked;
