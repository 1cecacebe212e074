/// Tests of the event log.
@NullMarked
package io.evenkeel.events;

import org.jspecify.annotations.NullMarked;
