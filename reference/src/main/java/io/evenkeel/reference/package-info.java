/// What a version is measured by, made of its bundle: its columns, its reference with its seasons,
/// the bins of its watch.
@NullMarked
package io.evenkeel.reference;

import org.jspecify.annotations.NullMarked;
