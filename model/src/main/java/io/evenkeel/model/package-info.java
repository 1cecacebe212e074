/// Feature schema, tables, training, scoring, evaluation and the model bundle.
///
/// A missing value is `Double.NaN` everywhere in memory; on the wire and on disk it is `null` or an
/// empty field.
@NullMarked
package io.evenkeel.model;

import org.jspecify.annotations.NullMarked;
