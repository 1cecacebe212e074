/// Predictions, rejections and labels as they happened: append, tail, window, join, retain.
@NullMarked
package io.evenkeel.events;

import org.jspecify.annotations.NullMarked;
