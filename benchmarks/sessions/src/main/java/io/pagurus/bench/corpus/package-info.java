/**
 * The text that sizes are measured with: {@link io.pagurus.bench.corpus.Corpus} is real prose and
 * tool output → {@link io.pagurus.bench.corpus.Composer} makes conversations of it, the same for
 * the same seed → {@link io.pagurus.bench.corpus.DictionaryTrainer} finds what conversations of
 * another corpus have in common. {@code corpus/NOTICE} says where the text is from.
 */
@NullMarked
package io.pagurus.bench.corpus;

import org.jspecify.annotations.NullMarked;
