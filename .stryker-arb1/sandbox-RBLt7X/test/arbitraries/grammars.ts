// Small grammars of other kinds, so that the generators are not judged by the Status-Line alone.
import * as ohm from 'ohm-js';

/** Recursive, to the left and in brackets, with a rule that skips spaces. */
export const arithmetic: ohm.Grammar = ohm.grammar(`Arithmetic {
  Sum = Sum ("+" | "-") Product -- more
      | Product
  Product = Product "*" Factor -- more
          | Factor
  Factor = "(" Sum ")" -- group
         | number
  number = digit+
}`);

/** Parameters, built-in lists, terminals of several characters, and characters beyond the octets. */
export const lists: ohm.Grammar = ohm.grammar(String.raw`Lists {
  list = "list" " " listOf<item, ", ">
  item = quoted<"\""> | quoted<"'"> | "null" | greek+
  quoted<mark> = mark (~mark any)* mark
  greek = "\u{3b1}".."\u{3c9}"
}`);

/** Ordered choice that hides the longer word, and lookahead both ways. */
export const choices: ohm.Grammar = ohm.grammar(`Choices {
  start = word ";" | &"<" tag
  word = ~keyword lower+
  keyword = ("if" | "iffy") ~lower
  tag = "<" upper? digit* ">"
}`);
