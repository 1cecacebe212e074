/// The wiring on one screen: settings in, a running system out.
@NullMarked
package io.evenkeel.app;

import org.jspecify.annotations.NullMarked;
