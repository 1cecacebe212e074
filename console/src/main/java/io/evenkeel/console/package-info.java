/// What a person looks at, and by which a person tells the agent: pages, an API, post-mortems.
@NullMarked
package io.evenkeel.console;

import org.jspecify.annotations.NullMarked;
