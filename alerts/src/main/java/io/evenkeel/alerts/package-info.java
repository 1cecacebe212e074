/// Telling people: file, console log.
@NullMarked
package io.evenkeel.alerts;

import org.jspecify.annotations.NullMarked;
