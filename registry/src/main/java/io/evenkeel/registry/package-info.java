/// Which version serves, since when and why; promote, roll back.
@NullMarked
package io.evenkeel.registry;

import org.jspecify.annotations.NullMarked;
