/** The rules of the wallet contract, each one tried. */
@NullMarked
package fairdraw.operatorkit.tester.rule;

import org.jspecify.annotations.NullMarked;
