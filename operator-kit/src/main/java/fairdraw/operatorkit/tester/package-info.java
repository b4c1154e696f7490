/** The wallet tester: every scenario of the wallet contract, against any wallet, over the wire. */
@NullMarked
package fairdraw.operatorkit.tester;

import org.jspecify.annotations.NullMarked;
