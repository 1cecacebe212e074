/// What a comparison found, for people and for programs: one page, one JSON document.
@NullMarked
package io.evenkeel.report;

import org.jspecify.annotations.NullMarked;
