/// monitor, reason, act, verify; the one guarded door to the world.
@NullMarked
package io.evenkeel.agent;

import org.jspecify.annotations.NullMarked;
