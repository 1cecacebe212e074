/// HTTP: predict, batch, labels, health, reload; the live model.
@NullMarked
package io.evenkeel.serving;

import org.jspecify.annotations.NullMarked;
