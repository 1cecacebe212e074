/// Tests of the server.
@NullMarked
package io.evenkeel.serving;

import org.jspecify.annotations.NullMarked;
