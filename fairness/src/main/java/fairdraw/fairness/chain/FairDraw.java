package fairdraw.fairness.chain;

import io.reactivex.Flowable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import javax.annotation.processing.Generated;
import org.web3j.abi.EventEncoder;
import org.web3j.abi.TypeReference;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Bool;
import org.web3j.abi.datatypes.CustomError;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.Event;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.StaticStruct;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint16;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint32;
import org.web3j.abi.datatypes.generated.Uint40;
import org.web3j.abi.datatypes.generated.Uint48;
import org.web3j.abi.datatypes.generated.Uint64;
import org.web3j.abi.datatypes.generated.Uint8;
import org.web3j.abi.datatypes.generated.Uint96;
import org.web3j.crypto.Credentials;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.RemoteCall;
import org.web3j.protocol.core.RemoteFunctionCall;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.response.BaseEventResponse;
import org.web3j.protocol.core.methods.response.Log;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.tuples.generated.Tuple2;
import org.web3j.tx.Contract;
import org.web3j.tx.TransactionManager;
import org.web3j.tx.gas.ContractGasProvider;

/**
 * <p>Auto generated code.
 * <p><strong>Do not modify!</strong>
 * <p>Please use the <a href="https://docs.web3j.io/command_line.html">web3j command line tools</a>,
 * or the org.web3j.codegen.SolidityFunctionWrapperGenerator in the 
 * <a href="https://github.com/LFDT-web3j/web3j/tree/main/codegen">codegen module</a> to update.
 *
 * <p>Generated with web3j version 5.0.2.
 */
@SuppressWarnings("rawtypes")
@Generated("org.web3j.codegen.SolidityFunctionWrapperGenerator")
public class FairDraw extends Contract {
    public static final String BINARY = "60808060405234601557613094908161001a8239f35b5f80fdfe60806040526004361015610011575f80fd5b5f3560e01c80630492f2351461268557806313e31731146125125780631536eac6146123c95780631cb8fed91461232a57806322b0f2ea14611f3057806330ff1c0e14611c8e5780634379600f14611c1a578063459fec73146119965780637285e1ac146116fc5780637e974ce01461168f5780638c1cdb4a14611391578063b1537ce914611280578063b48c9f6514611244578063d4f07f7b14610c24578063dac38c1d14610ba5578063e478f1bd14610a55578063e5b4c9ba146106f5578063e8b93b0d14610607578063efbf64a7146105a2578063f15eebfd146104ab578063fc5e8fba1461033d5763fc8c17fd1461010b575f80fd5b346103395760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261033957600435610145612744565b90805f525f60205260405f20815f52600160205260405f2067ffffffffffffffff84165f52602052600260405f20019081549165ffffffffffff8360401c16158015610325575b8015610318575b6102f0576101fd6101e96101e387857fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff9060ff60018067ffffffffffffffff8096160192015460e81c161b011690565b84612b8e565b63ffffffff600185015460c81c1690612803565b4211156102c857740100000000000000000000000000000000000000007fffffffffffffffffffffff00ffffffffffffffffffffffffffffffffffffffff600594161790550190815460a01c809281610292575b50506040519182525f60208301527ff3c423d1eb6f160902663b2a5a5702d0cea6f64ee3f1042efe14cc71f2336200604067ffffffffffffffff33951693a4005b5f80809373ffffffffffffffffffffffffffffffffffffffff848184965416815554165af1506102c0612990565b50815f610251565b7f085de625000000000000000000000000000000000000000000000000000000005f5260045ffd5b7f8523b62a000000000000000000000000000000000000000000000000000000005f5260045ffd5b5060ff8360a01c16610193565b5065ffffffffffff8360701c16151561018c565b5f80fd5b346103395760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261033957610374612744565b5f61010060405161038481612849565b8281528260208201528260408201528260608201528260808201528260a08201528260c08201528260e082015201526004355f52600160205267ffffffffffffffff60405f2091165f5260205261012060405f206040516103e481612849565b8082549283825260ff65ffffffffffff600183015460208501908152818567ffffffffffffffff60028701549687946101006004604086019385891685528a60c060608901988a8c60401c168a52608081019b8b8160701c168d5260a082019e8f9160a01c1615159052019c60a81c1615158c5260e060038201549d019c8d5201549b019a8b526040519b8c525160208c0152511660408a0152511660608801525116608086015251151560a085015251151560c08401525160e083015251610100820152f35b34610339576104b936612789565b825f939293525f60205260405f20549273ffffffffffffffffffffffffffffffffffffffff8416330361057a57825f52600160205260405f2067ffffffffffffffff82165f5260205265ffffffffffff67ffffffffffffffff60405f2092169460a01c168410801590610572575b8015610565575b6102f057817f7a5398832cd642b7d0afb437c10a2c9674357fe783213a6220f48607f409e80e9260036020930155604051908152a3005b506003810154151561052e565b508115610527565b7f2e3bec61000000000000000000000000000000000000000000000000000000005f5260045ffd5b346103395760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610339576004355f5260026020526040805f205465ffffffffffff8251916bffffffffffffffffffffffff8116835260601c166020820152f35b346103395760e07ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103395761063e612772565b60843567ffffffffffffffff81168103610339576020917fffffffffffffffff0000000000000000000000000000000000000000000000006106ed9281604051937f5046312f6b65790000000000000000000000000000000000000000000000000087860152602435602786015260c01b166047840152606435604f84015260c01b16606f82015260a435607782015260c4356097820152609781526106e560b782612866565b600435612f71565b604051908152f35b346103395760807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103395760043560243563ffffffff811681036103395761073f612772565b67ffffffffffffffff1680159260643591848015610a47575b610a1f57846109c157610776818064010000000097969497046128bb565b9161078084612b76565b9461078e6040519687612866565b84865261079a85612b76565b967fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe06020880198013689375f927fffffffff000000000000000000000000000000000000000000000000000000005f9160e01b165b878510610840578989604051918291602083019060208452518091526040830191905f5b818110610821575050500390f35b825163ffffffff16845285945060209384019390920191600101610813565b90919293949596986108ba6040517f5046312f6f75740000000000000000000000000000000000000000000000000060208201528360278201527fffffffff000000000000000000000000000000000000000000000000000000008560e01b16602b820152600f81526108b4602f82612866565b85612f71565b9360085b80151580610a16575b156109ee577fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff8101818111610948578060051b9080820460201490151715610948578663ffffffff911c168a8110610975575b508015610948577fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff016108be565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b97876109c157807fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff81146109485763ffffffff8b60016109ba93019b0616918d6128a7565b528c61091a565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601260045260245ffd5b509263ffffffff91999a9897969594501663ffffffff811461094857600101909897986107ef565b508b88106108c7565b7f0e3264aa000000000000000000000000000000000000000000000000000000005f5260045ffd5b506401000000008111610758565b346103395760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610339576004356024356bffffffffffffffffffffffff811680910361033957815f525f60205260405f2073ffffffffffffffffffffffffffffffffffffffff815416330361057a576005015460a01c8111610b7d5760207fdd6ffdeef16c7b5174508dd767cb52ade135ad9978cd8183776b24f829fc5bce91604051610b0681612810565b81815282810165ffffffffffff42168152855f52600284526bffffffffffffffffffffffff60405f209251167fffffffffffffffffffffffffffff00000000000000000000000000000000000071ffffffffffff0000000000000000000000008454935160601b16921617179055604051908152a2005b7f1caa378c000000000000000000000000000000000000000000000000000000005f5260045ffd5b346103395760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261033957610bdc612744565b6004355f525f60205260405f2073ffffffffffffffffffffffffffffffffffffffff815416156102f057602091610c1291612cd5565b67ffffffffffffffff60405191168152f35b6102007ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610339576004356101e07fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffdc36011261033957805f525f60205273ffffffffffffffffffffffffffffffffffffffff60405f20541661121c5773ffffffffffffffffffffffffffffffffffffffff610cc0612a83565b161580156111fe575b80156111e9575b80156111d2575b80156111b9575b80156111a6575b801561118d575b8015611179575b8015611117575b610a1f57805f525f60205260405f209073ffffffffffffffffffffffffffffffffffffffff610d27612a83565b167fffffffffffffffffffffffff0000000000000000000000000000000000000000835416178255610d57612add565b82546101643561ffff81168103610339577dffffffff00000000000000000000000000000000000000000000000000007fffff0000000000000000000000000000000000000000000000000000000000008279ffffffffffffffffffffffffffffffffffffffffffffffffffff935060f01b169360d01b16911617178255610ddd612b3c565b6001830190815469ffffffff000000000000610df7612aca565b60301b167fffff00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffff6dffffffff00000000000000000000610e33612b04565b60501b167fffffff00000000ffffffffffffffffffffffffffffffffffffffffffffffffff71ffffffff0000000000000000000000000000610e73612b17565b60701b167fffffffffffffff0000ffffffffffffffffffffffffffffffffffffffffffffff76ffffffffff000000000000000000000000000000000000610eb8612b51565b60901b16937fffffffffffffffffff0000000000ffffffffffffffffffffffffffffffffffff78ffff0000000000000000000000000000000000000000000000610f00612b2a565b60b81b16977fffffffffffffffffffffffffffff00000000ffffffffffffffffffffffffffff7cffffffff00000000000000000000000000000000000000000000000000610f4c612af0565b60c81b169a7fffffffffffffffffffffffffffffffffffff000000000000000000000000000065ffffffffffff7dff0000000000000000000000000000000000000000000000000000000000610fa0612b65565b60e81b169e16911617161716171617161716171717905561018435918260028201556101a43560038201556101c435600482015573ffffffffffffffffffffffffffffffffffffffff610ff1612aa6565b161580159061110e575b61106d575b507f425a1e3f5e787cadce9d1847b624de991b0be34261ff8c8115e638f448f88090606073ffffffffffffffffffffffffffffffffffffffff611042846129ed565b9460ff61104d612a83565b91611056612b65565b9060405198895260208901521660408701521693a3005b6111089073ffffffffffffffffffffffffffffffffffffffff6005611090612aa6565b920191167fffffffffffffffffffffffff00000000000000000000000000000000000000008254161781556110c434612cb1565b73ffffffffffffffffffffffffffffffffffffffff7fffffffffffffffffffffffff000000000000000000000000000000000000000083549260a01b169116179055565b82611000565b50341515610ffb565b5064ffffffffff611126612b51565b166103e88102908082046103e814901517156109485761117361116665ffffffffffff611151612b3c565b1663ffffffff61115f612b04565b1690612803565b63ffffffff61115f612b17565b10610cfa565b50601060ff611186612b65565b1611610cf3565b506202a30063ffffffff61119f612af0565b1610610cec565b5061ffff6111b2612b2a565b1615610ce5565b50620186a063ffffffff6111cb612add565b1611610cde565b50600263ffffffff6111e2612add565b1610610cd7565b5063ffffffff6111f7612aca565b1615610cd0565b5065ffffffffffff6103e881611212612b3c565b1606161515610cc9565b7f846ec056000000000000000000000000000000000000000000000000000000005f5260045ffd5b346103395760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103395760206106ed6004356129ed565b346103395760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261033957600435805f52600360205260405f20604051906112cb82612810565b549065ffffffffffff602073ffffffffffffffffffffffffffffffffffffffff841692838152019260a01c168252330361057a575165ffffffffffff1642106102c857805f5260036020525f6040812055805f525f60205260405f2073ffffffffffffffffffffffffffffffffffffffff33167fffffffffffffffffffffffff00000000000000000000000000000000000000008254161790557f282bcf04c363d63c513bbcaca507b3ff9c3425c60ee1bbe55b3a137274cba2086020604051338152a2005b346103395760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610339575f6102006040516113d08161282c565b8281528260208201528260408201528260608201528260808201528260a08201528260c08201528260e08201528261010082015282610120820152826101408201528261016082015282610180820152826101a0820152826101c0820152826101e082015201526004355f525f60205261022060405f206bffffffffffffffffffffffff6102006040516114638161282c565b600584549473ffffffffffffffffffffffffffffffffffffffff8616835265ffffffffffff8660a01c16602084015263ffffffff8660d01c1660408401528560f01c606084015260ff600182015465ffffffffffff8116608086015263ffffffff8160301c1660a086015263ffffffff8160501c1660c086015263ffffffff8160701c1660e086015264ffffffffff8160901c1661010086015261ffff8160b81c1661012086015263ffffffff8160c81c1661014086015260e81c16610160840152600281015461018084015260038101546101a084015260048101546101c0840152015473ffffffffffffffffffffffffffffffffffffffff81166101e083015260a01c8282015273ffffffffffffffffffffffffffffffffffffffff6040519416845265ffffffffffff602082015116602085015263ffffffff604082015116604085015261ffff606082015116606085015265ffffffffffff608082015116608085015263ffffffff60a08201511660a085015263ffffffff60c08201511660c085015263ffffffff60e08201511660e085015264ffffffffff6101008201511661010085015261ffff6101208201511661012085015263ffffffff6101408201511661014085015260ff610160820151166101608501526101808101516101808501526101a08101516101a08501526101c08101516101c085015273ffffffffffffffffffffffffffffffffffffffff6101e0820151166101e0850152015116610200820152f35b346103395760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610339576004355f5260036020526040805f205465ffffffffffff82519173ffffffffffffffffffffffffffffffffffffffff8116835260a01c166020820152f35b346103395760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261033957600435805f525f60205260405f209081549073ffffffffffffffffffffffffffffffffffffffff8216330361057a57805f52600260205260405f209165ffffffffffff6040519361177b85612810565b546bffffffffffffffffffffffff8116855260601c1680602085015265ffffffffffff6117b663ffffffff600188015460c81c168093612803565b9260a01c16806118f1575b50506bffffffffffffffffffffffff8351169081159182156118e0575b5081156118c8575b50610b7d57805f5260026020525f604081205560056bffffffffffffffffffffffff835116930192835460a01c03926bffffffffffffffffffffffff8411610948575f6bffffffffffffffffffffffff819482946118858885969073ffffffffffffffffffffffffffffffffffffffff7fffffffffffffffffffffffff000000000000000000000000000000000000000083549260a01b169116179055565b7fb1ff91656728ad66409a231148296ca239b641bdccb3f0acaf44bc58ec612207602084845116604051908152a25116335af16118c0612990565b5015610b7d57005b905062015180810180911161094857421115846117e6565b600586015460a01c109150856117de565b7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff019065ffffffffffff82116109485761197b61197565ffffffffffff6119809416887fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff9060ff60018067ffffffffffffffff8096160192015460e81c161b011690565b87612b8e565b612803565b81811161198e575b806117c1565b905084611988565b346103395760c07ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610339576004356119d0612744565b6044356119db61275b565b916084359160a43567ffffffffffffffff811161033957611a009036906004016127d2565b939091865f525f60205260405f2093875f52600160205260405f2067ffffffffffffffff82165f5260205260405f2093600285019485549765ffffffffffff8960401c16158015611c0d575b6102f05781611a6086611a7694878f612be2565b5492868b60ff60018c015460e81c168096612dd8565b15611be55767ffffffffffffffff809881611a908c6129ed565b9416998a9116921b160167ffffffffffffffff811161094857611b1f611b2593604051907f5046312f7365656400000000000000000000000000000000000000000000000060208301528460288301527fffffffffffffffff0000000000000000000000000000000000000000000000008460c01b16604883015260308252611b1a605083612866565b612f71565b91612d75565b14611be55775010000000000000000000000000000000000000000007fffffffffffffffffffff00ffffffffffffffffffffffffffffffffffffffffff600594161790550191825460a01c809381611baf575b5050604051928352600160208401527ff3c423d1eb6f160902663b2a5a5702d0cea6f64ee3f1042efe14cc71f233620060403394a4005b5f80809373ffffffffffffffffffffffffffffffffffffffff848184965416815554165af150611bdd612990565b508284611b78565b7f7ca55c77000000000000000000000000000000000000000000000000000000005f5260045ffd5b5060ff8960a81c16611a4c565b346103395760807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261033957611c51612744565b60643567ffffffffffffffff811161033957602091611c77611c849236906004016127d2565b91604435906004356128ce565b6040519015158152f35b346103395760a07ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261033957600435611cc8612744565b9060443560643560843591835f525f60205260405f209283549573ffffffffffffffffffffffffffffffffffffffff8716330361057a5765ffffffffffff67ffffffffffffffff82169760a01c1687108015611f20575b611ef8576103e842024281046103e8144215171561094857611daa611d8083887fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff9060ff60018067ffffffffffffffff8096160192015460e81c161b011690565b87600165ffffffffffff9101549167ffffffffffffffff63ffffffff8460301c1691160291160190565b1115611ed05765ffffffffffff60019116019265ffffffffffff841161094857611e3d6060947f5484f41ddbe7c45cd78889f3e781d9bf007909ebdab7619ff539478f03963e2496907fffffffffffff000000000000ffffffffffffffffffffffffffffffffffffffff79ffffffffffff000000000000000000000000000000000000000083549260a01b169116179055565b855f52600160205260405f20875f526020528160405f208481558260018201556002810180546dffffffffffff00000000000000004260401b16907fffffffffffffffffffffffffffffffffffff000000000000000000000000000067ffffffffffffffff431691161717905581611ec5575b505060405192835260208301526040820152a3005b600401558188611eb0565b7fecdd1c29000000000000000000000000000000000000000000000000000000005f5260045ffd5b7f86bdc25c000000000000000000000000000000000000000000000000000000005f5260045ffd5b5065ffffffffffff871015611d1f565b346103395760807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261033957600435611f6a612744565b60643567ffffffffffffffff811161033957366023820112156103395780600401359067ffffffffffffffff821161033957366024838301011161033957835f525f60205260405f209283549473ffffffffffffffffffffffffffffffffffffffff8616156102f0575f6024611fe16020936129ed565b94611ff18560028a015499612cd5565b96806040519384930183378101838152039060025afa1561231f577fffffffffffffffff0000000000000000000000000000000000000000000000006120a39363ffffffff95825f5194604051967f5046312f6b6579000000000000000000000000000000000000000000000000006020890152602788015260c01b166047860152604f85015260c01b16606f83015260778201525f60978201526097815261209b60b782612866565b604435612f71565b9160d01c1690811590818015612311575b610a1f57816109c1576120ce8380640100000000046128bb565b60408051909490936120e08686612866565b600185527fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe06020860196013687375f905f945b6001831061216457878751156121375763ffffffff81602092505116604051908152f35b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b6121dd604098929394959698517f5046312f6f75740000000000000000000000000000000000000000000000000060208201525f60278201527fffffffff000000000000000000000000000000000000000000000000000000008a60e01b16602b820152600f81526121d7602f82612866565b82612f71565b9160085b801515806122da575b156122b7577fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff8101818111610948578060051b9080820460201490151715610948578463ffffffff911c1688811061226b575b508015610948577fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff016121e1565b95856109c157807fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff81146109485763ffffffff8960016122b09301990616918b6128a7565b528a61223d565b509763ffffffff919695949392501663ffffffff81146109485760010194612113565b50600186106121ea565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b5064010000000083116120b4565b6040513d5f823e3d90fd5b60207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261033957600435805f525f60205260405f2073ffffffffffffffffffffffffffffffffffffffff815416156102f057600561239d91016110c4612398825460a01c3490612803565b612cb1565b7f0275aad6154c79bac643b5d2a782189344284a08f3d29bd4f948d4c0a43818966020604051348152a2005b34610339576123d736612789565b9190815f52600160205260405f2067ffffffffffffffff82165f5260205260405f2090600282019182549165ffffffffffff8360401c161580156124fe575b6102f057845f525f60205261247460405f2061246e83827fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff9060ff60018067ffffffffffffffff8096160192015460e81c161b011690565b90612b8e565b42106102c8577f210aafee614f3d9a8584b89aff7eb84ea034d353f55094a9d8dbdfb67d3aab74936020936124b48867ffffffffffffffff95858a612be2565b7fffffffffffffffffffffffff000000000000ffffffffffffffffffffffffffff164260701b73ffffffffffff0000000000000000000000000000161790556040519586521693a3005b5065ffffffffffff8360701c161515612416565b346103395760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103395760043560243573ffffffffffffffffffffffffffffffffffffffff811680910361033957815f525f60205273ffffffffffffffffffffffffffffffffffffffff60405f205416330361057a57620151804201804211610948577f8a99d99ae3b1c3a1555f73f330ffb3ba2a7474f8784bb0c661f265a15aa4daec9160409161267883516125cd81612810565b83815265ffffffffffff602082018185168152885f52600360205273ffffffffffffffffffffffffffffffffffffffff80885f20945116167fffffffffffffffffffffffff000000000000000000000000000000000000000084541617835551167fffffffffffff000000000000ffffffffffffffffffffffffffffffffffffffff79ffffffffffff000000000000000000000000000000000000000083549260a01b169116179055565b82519182526020820152a2005b346103395760807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610339576004356126bf612744565b906126c861275b565b91815f525f60205260405f2073ffffffffffffffffffffffffffffffffffffffff815416330361057a57816126fc91612b8e565b421015611ed057604067ffffffffffffffff7f08d89501170c3e3d5e2a57e9590597df971bd8a8061fb2cd65d2747babb2ed73928183519660443588521660208701521693a3005b6024359067ffffffffffffffff8216820361033957565b6064359067ffffffffffffffff8216820361033957565b6044359067ffffffffffffffff8216820361033957565b7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc6060910112610339576004359060243567ffffffffffffffff81168103610339579060443590565b9181601f840112156103395782359167ffffffffffffffff8311610339576020808501948460051b01011161033957565b9190820180921161094857565b6040810190811067ffffffffffffffff8211176122e457604052565b610220810190811067ffffffffffffffff8211176122e457604052565b610120810190811067ffffffffffffffff8211176122e457604052565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff8211176122e457604052565b80518210156121375760209160051b010190565b8181029291811591840414171561094857565b93929193805f525f60205260ff600160405f20015460e81c16815f52600160205260405f2067ffffffffffffffff80808616841c16165f5260205260405f2065ffffffffffff600282015460401c1615612985577fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff67ffffffffffffffff6001841b16019067ffffffffffffffff821161094857612982978561297561297a9354966129ed565b612d75565b931691612dd8565b90565b505050505050505f90565b3d156129e8573d9067ffffffffffffffff82116122e457604051916129dd60207fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f8401160184612866565b82523d5f602084013e565b606090565b5f602091604051838101917f5046312f646f6d61696e0000000000000000000000000000000000000000000083527fffffffffffffffff0000000000000000000000000000000000000000000000004660c01b16602a8301523060601b6032830152604682015260468152612a63606682612866565b604051918291518091835e8101838152039060025afa1561231f575f5190565b60243573ffffffffffffffffffffffffffffffffffffffff811681036103395790565b6101e43573ffffffffffffffffffffffffffffffffffffffff811681036103395790565b60643563ffffffff811681036103395790565b60c43563ffffffff811681036103395790565b6101243563ffffffff811681036103395790565b60843563ffffffff811681036103395790565b60a43563ffffffff811681036103395790565b6101043561ffff811681036103395790565b60443565ffffffffffff811681036103395790565b60e43564ffffffffff811681036103395790565b6101443560ff811681036103395790565b67ffffffffffffffff81116122e45760051b60200190565b907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff67ffffffffffffffff612bce64ffffffffff93600186015495612cd5565b160161ffff8360b81c16029160901c160190565b925f91612bf1602094956129ed565b917fffffffffffffffff00000000000000000000000000000000000000000000000060405192868401947f5046312f6d6173740000000000000000000000000000000000000000000000008652602885015260c01b166048830152605082015260508152612c60607082612866565b604051918291518091835e8101838152039060025afa1561231f5760015f5191015403612c8957565b7f3d7fe146000000000000000000000000000000000000000000000000000000005f5260045ffd5b6bffffffffffffffffffffffff8111610a1f576bffffffffffffffffffffffff1690565b90612d0660019183600165ffffffffffff9101549167ffffffffffffffff63ffffffff8460301c1691160291160190565b9101546103e861ffff8260b81c160280156109c1577fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff8167ffffffffffffffff94846103e864ffffffffff60019760901c16029163ffffffff808360701c169260501c16010103010104011690565b5f916020937fffffffffffffffff0000000000000000000000000000000000000000000000006040519286840194868652602185015260c01b166041830152604982015260498152612a63606982612866565b91908110156121375760051b0190565b939594929060ff1680841490811591612f58575b50612f4f57949293949267ffffffffffffffff5f9216925b808310612e1357505050501490565b9091929594935f602091600189871c16158214612ed757612e7d612ea9612e3b888789612dc8565b35604051928391878301958690916041927f01000000000000000000000000000000000000000000000000000000000000008352600183015260218201520190565b037fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe08101835282612866565b604051918291518091835e8101838152039060025afa1561231f5760015f515b930191909592939495612e04565b612e7d612f2b612ee8888789612dc8565b3592604051928391878301958690916041927f01000000000000000000000000000000000000000000000000000000000000008352600183015260218201520190565b604051918291518091835e8101838152039060025afa1561231f5760015f51612ec9565b505f9450505050565b67ffffffffffffffff8092508416901c1615155f612dec565b905f60209160405161300d60608286808201957f36363636363636363636363636363636363636363636363636363636363636368a1887527f363636363636363636363636363636363636363636363636363636363636363660408401528051918291018484015e8101868382015203017fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe08101835282612866565b604051918291518091835e8101838152039060025afa1561231f575f6020918151604051907f5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c858301931883527f5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c6040830152606082015260608152612a6360808261286656\n";

    private static String librariesLinkedBinary;

    public static final String FUNC_ACCEPTCOMMITTER = "acceptCommitter";

    public static final String FUNC_ANCHORRECORDS = "anchorRecords";

    public static final String FUNC_BATCH = "batch";

    public static final String FUNC_BEACONROUNDOF = "beaconRoundOf";

    public static final String FUNC_COMMITBATCH = "commitBatch";

    public static final String FUNC_DOMAINOF = "domainOf";

    public static final String FUNC_GAME = "game";

    public static final String FUNC_KEYOF = "keyOf";

    public static final String FUNC_OUTCOME = "outcome";

    public static final String FUNC_PROVEBADLEAF = "proveBadLeaf";

    public static final String FUNC_REGISTERGAME = "registerGame";

    public static final String FUNC_REQUESTBONDWITHDRAWAL = "requestBondWithdrawal";

    public static final String FUNC_REVEALBATCH = "revealBatch";

    public static final String FUNC_ROTATECOMMITTER = "rotateCommitter";

    public static final String FUNC_ROTATIONS = "rotations";

    public static final String FUNC_SEALROUND = "sealRound";

    public static final String FUNC_SLASHUNREVEALED = "slashUnrevealed";

    public static final String FUNC_TOPUPBOND = "topUpBond";

    public static final String FUNC_UNIFORMS = "uniforms";

    public static final String FUNC_VERIFYSEED = "verifySeed";

    public static final String FUNC_WITHDRAWBOND = "withdrawBond";

    public static final String FUNC_WITHDRAWALS = "withdrawals";

    public static final CustomError BADBATCH_ERROR = new CustomError("BadBatch", 
            Arrays.<TypeReference<?>>asList());
    ;

    public static final CustomError BADMASTER_ERROR = new CustomError("BadMaster", 
            Arrays.<TypeReference<?>>asList());
    ;

    public static final CustomError BADPROOF_ERROR = new CustomError("BadProof", 
            Arrays.<TypeReference<?>>asList());
    ;

    public static final CustomError BADRULES_ERROR = new CustomError("BadRules", 
            Arrays.<TypeReference<?>>asList());
    ;

    public static final CustomError BADSTATE_ERROR = new CustomError("BadState", 
            Arrays.<TypeReference<?>>asList());
    ;

    public static final CustomError BONDLOCKED_ERROR = new CustomError("BondLocked", 
            Arrays.<TypeReference<?>>asList());
    ;

    public static final CustomError EXISTS_ERROR = new CustomError("Exists", 
            Arrays.<TypeReference<?>>asList());
    ;

    public static final CustomError NOTCOMMITTER_ERROR = new CustomError("NotCommitter", 
            Arrays.<TypeReference<?>>asList());
    ;

    public static final CustomError TOOEARLY_ERROR = new CustomError("TooEarly", 
            Arrays.<TypeReference<?>>asList());
    ;

    public static final CustomError TOOLATE_ERROR = new CustomError("TooLate", 
            Arrays.<TypeReference<?>>asList());
    ;

    public static final Event BATCHCOMMITTED_EVENT = new Event("BatchCommitted", 
            Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>(true) {}, new TypeReference<Uint64>(true) {}, new TypeReference<Bytes32>() {}, new TypeReference<Bytes32>() {}, new TypeReference<Bytes32>() {}));
    ;

    public static final Event BATCHREVEALED_EVENT = new Event("BatchRevealed", 
            Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>(true) {}, new TypeReference<Uint64>(true) {}, new TypeReference<Bytes32>() {}));
    ;

    public static final Event BONDSLASHED_EVENT = new Event("BondSlashed", 
            Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>(true) {}, new TypeReference<Uint64>(true) {}, new TypeReference<Address>(true) {}, new TypeReference<Uint256>() {}, new TypeReference<Bool>() {}));
    ;

    public static final Event BONDTOPPEDUP_EVENT = new Event("BondToppedUp", 
            Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>(true) {}, new TypeReference<Uint256>() {}));
    ;

    public static final Event BONDWITHDRAWALREQUESTED_EVENT = new Event("BondWithdrawalRequested", 
            Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>(true) {}, new TypeReference<Uint256>() {}));
    ;

    public static final Event BONDWITHDRAWN_EVENT = new Event("BondWithdrawn", 
            Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>(true) {}, new TypeReference<Uint256>() {}));
    ;

    public static final Event COMMITTERROTATED_EVENT = new Event("CommitterRotated", 
            Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>(true) {}, new TypeReference<Address>() {}));
    ;

    public static final Event COMMITTERROTATIONANNOUNCED_EVENT = new Event("CommitterRotationAnnounced", 
            Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>(true) {}, new TypeReference<Address>() {}, new TypeReference<Uint256>() {}));
    ;

    public static final Event GAMEREGISTERED_EVENT = new Event("GameRegistered", 
            Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>(true) {}, new TypeReference<Bytes32>() {}, new TypeReference<Address>(true) {}, new TypeReference<Bytes32>() {}, new TypeReference<Uint8>() {}));
    ;

    public static final Event RECORDSANCHORED_EVENT = new Event("RecordsAnchored", 
            Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>(true) {}, new TypeReference<Uint64>(true) {}, new TypeReference<Bytes32>() {}));
    ;

    public static final Event ROUNDSEALED_EVENT = new Event("RoundSealed", 
            Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>(true) {}, new TypeReference<Uint64>(true) {}, new TypeReference<Bytes32>() {}, new TypeReference<Uint64>() {}));
    ;

    @Deprecated
    protected FairDraw(String contractAddress, Web3j web3j, Credentials credentials,
            BigInteger gasPrice, BigInteger gasLimit) {
        super(BINARY, contractAddress, web3j, credentials, gasPrice, gasLimit);
    }

    protected FairDraw(String contractAddress, Web3j web3j, Credentials credentials,
            ContractGasProvider contractGasProvider) {
        super(BINARY, contractAddress, web3j, credentials, contractGasProvider);
    }

    @Deprecated
    protected FairDraw(String contractAddress, Web3j web3j, TransactionManager transactionManager,
            BigInteger gasPrice, BigInteger gasLimit) {
        super(BINARY, contractAddress, web3j, transactionManager, gasPrice, gasLimit);
    }

    protected FairDraw(String contractAddress, Web3j web3j, TransactionManager transactionManager,
            ContractGasProvider contractGasProvider) {
        super(BINARY, contractAddress, web3j, transactionManager, contractGasProvider);
    }

    public static List<BatchCommittedEventResponse> getBatchCommittedEvents(
            TransactionReceipt transactionReceipt) {
        List<Contract.EventValuesWithLog> valueList = staticExtractEventParametersWithLog(BATCHCOMMITTED_EVENT, transactionReceipt);
        ArrayList<BatchCommittedEventResponse> responses = new ArrayList<BatchCommittedEventResponse>(valueList.size());
        for (Contract.EventValuesWithLog eventValues : valueList) {
            BatchCommittedEventResponse typedResponse = new BatchCommittedEventResponse();
            typedResponse.log = eventValues.getLog();
            typedResponse.gameId = (byte[]) eventValues.getIndexedValues().get(0).getValue();
            typedResponse.batch = (BigInteger) eventValues.getIndexedValues().get(1).getValue();
            typedResponse.root = (byte[]) eventValues.getNonIndexedValues().get(0).getValue();
            typedResponse.masterHash = (byte[]) eventValues.getNonIndexedValues().get(1).getValue();
            typedResponse.escrowHash = (byte[]) eventValues.getNonIndexedValues().get(2).getValue();
            responses.add(typedResponse);
        }
        return responses;
    }

    public static BatchCommittedEventResponse getBatchCommittedEventFromLog(Log log) {
        Contract.EventValuesWithLog eventValues = staticExtractEventParametersWithLog(BATCHCOMMITTED_EVENT, log);
        BatchCommittedEventResponse typedResponse = new BatchCommittedEventResponse();
        typedResponse.log = log;
        typedResponse.gameId = (byte[]) eventValues.getIndexedValues().get(0).getValue();
        typedResponse.batch = (BigInteger) eventValues.getIndexedValues().get(1).getValue();
        typedResponse.root = (byte[]) eventValues.getNonIndexedValues().get(0).getValue();
        typedResponse.masterHash = (byte[]) eventValues.getNonIndexedValues().get(1).getValue();
        typedResponse.escrowHash = (byte[]) eventValues.getNonIndexedValues().get(2).getValue();
        return typedResponse;
    }

    public Flowable<BatchCommittedEventResponse> batchCommittedEventFlowable(EthFilter filter) {
        return web3j.ethLogFlowable(filter).map(log -> getBatchCommittedEventFromLog(log));
    }

    public Flowable<BatchCommittedEventResponse> batchCommittedEventFlowable(
            DefaultBlockParameter startBlock, DefaultBlockParameter endBlock) {
        EthFilter filter = new EthFilter(startBlock, endBlock, getContractAddress());
        filter.addSingleTopic(EventEncoder.encode(BATCHCOMMITTED_EVENT));
        return batchCommittedEventFlowable(filter);
    }

    public static List<BatchRevealedEventResponse> getBatchRevealedEvents(
            TransactionReceipt transactionReceipt) {
        List<Contract.EventValuesWithLog> valueList = staticExtractEventParametersWithLog(BATCHREVEALED_EVENT, transactionReceipt);
        ArrayList<BatchRevealedEventResponse> responses = new ArrayList<BatchRevealedEventResponse>(valueList.size());
        for (Contract.EventValuesWithLog eventValues : valueList) {
            BatchRevealedEventResponse typedResponse = new BatchRevealedEventResponse();
            typedResponse.log = eventValues.getLog();
            typedResponse.gameId = (byte[]) eventValues.getIndexedValues().get(0).getValue();
            typedResponse.batch = (BigInteger) eventValues.getIndexedValues().get(1).getValue();
            typedResponse.master = (byte[]) eventValues.getNonIndexedValues().get(0).getValue();
            responses.add(typedResponse);
        }
        return responses;
    }

    public static BatchRevealedEventResponse getBatchRevealedEventFromLog(Log log) {
        Contract.EventValuesWithLog eventValues = staticExtractEventParametersWithLog(BATCHREVEALED_EVENT, log);
        BatchRevealedEventResponse typedResponse = new BatchRevealedEventResponse();
        typedResponse.log = log;
        typedResponse.gameId = (byte[]) eventValues.getIndexedValues().get(0).getValue();
        typedResponse.batch = (BigInteger) eventValues.getIndexedValues().get(1).getValue();
        typedResponse.master = (byte[]) eventValues.getNonIndexedValues().get(0).getValue();
        return typedResponse;
    }

    public Flowable<BatchRevealedEventResponse> batchRevealedEventFlowable(EthFilter filter) {
        return web3j.ethLogFlowable(filter).map(log -> getBatchRevealedEventFromLog(log));
    }

    public Flowable<BatchRevealedEventResponse> batchRevealedEventFlowable(
            DefaultBlockParameter startBlock, DefaultBlockParameter endBlock) {
        EthFilter filter = new EthFilter(startBlock, endBlock, getContractAddress());
        filter.addSingleTopic(EventEncoder.encode(BATCHREVEALED_EVENT));
        return batchRevealedEventFlowable(filter);
    }

    public static List<BondSlashedEventResponse> getBondSlashedEvents(
            TransactionReceipt transactionReceipt) {
        List<Contract.EventValuesWithLog> valueList = staticExtractEventParametersWithLog(BONDSLASHED_EVENT, transactionReceipt);
        ArrayList<BondSlashedEventResponse> responses = new ArrayList<BondSlashedEventResponse>(valueList.size());
        for (Contract.EventValuesWithLog eventValues : valueList) {
            BondSlashedEventResponse typedResponse = new BondSlashedEventResponse();
            typedResponse.log = eventValues.getLog();
            typedResponse.gameId = (byte[]) eventValues.getIndexedValues().get(0).getValue();
            typedResponse.batch = (BigInteger) eventValues.getIndexedValues().get(1).getValue();
            typedResponse.by = (String) eventValues.getIndexedValues().get(2).getValue();
            typedResponse.amount = (BigInteger) eventValues.getNonIndexedValues().get(0).getValue();
            typedResponse.badLeaf = (Boolean) eventValues.getNonIndexedValues().get(1).getValue();
            responses.add(typedResponse);
        }
        return responses;
    }

    public static BondSlashedEventResponse getBondSlashedEventFromLog(Log log) {
        Contract.EventValuesWithLog eventValues = staticExtractEventParametersWithLog(BONDSLASHED_EVENT, log);
        BondSlashedEventResponse typedResponse = new BondSlashedEventResponse();
        typedResponse.log = log;
        typedResponse.gameId = (byte[]) eventValues.getIndexedValues().get(0).getValue();
        typedResponse.batch = (BigInteger) eventValues.getIndexedValues().get(1).getValue();
        typedResponse.by = (String) eventValues.getIndexedValues().get(2).getValue();
        typedResponse.amount = (BigInteger) eventValues.getNonIndexedValues().get(0).getValue();
        typedResponse.badLeaf = (Boolean) eventValues.getNonIndexedValues().get(1).getValue();
        return typedResponse;
    }

    public Flowable<BondSlashedEventResponse> bondSlashedEventFlowable(EthFilter filter) {
        return web3j.ethLogFlowable(filter).map(log -> getBondSlashedEventFromLog(log));
    }

    public Flowable<BondSlashedEventResponse> bondSlashedEventFlowable(
            DefaultBlockParameter startBlock, DefaultBlockParameter endBlock) {
        EthFilter filter = new EthFilter(startBlock, endBlock, getContractAddress());
        filter.addSingleTopic(EventEncoder.encode(BONDSLASHED_EVENT));
        return bondSlashedEventFlowable(filter);
    }

    public static List<BondToppedUpEventResponse> getBondToppedUpEvents(
            TransactionReceipt transactionReceipt) {
        List<Contract.EventValuesWithLog> valueList = staticExtractEventParametersWithLog(BONDTOPPEDUP_EVENT, transactionReceipt);
        ArrayList<BondToppedUpEventResponse> responses = new ArrayList<BondToppedUpEventResponse>(valueList.size());
        for (Contract.EventValuesWithLog eventValues : valueList) {
            BondToppedUpEventResponse typedResponse = new BondToppedUpEventResponse();
            typedResponse.log = eventValues.getLog();
            typedResponse.gameId = (byte[]) eventValues.getIndexedValues().get(0).getValue();
            typedResponse.amount = (BigInteger) eventValues.getNonIndexedValues().get(0).getValue();
            responses.add(typedResponse);
        }
        return responses;
    }

    public static BondToppedUpEventResponse getBondToppedUpEventFromLog(Log log) {
        Contract.EventValuesWithLog eventValues = staticExtractEventParametersWithLog(BONDTOPPEDUP_EVENT, log);
        BondToppedUpEventResponse typedResponse = new BondToppedUpEventResponse();
        typedResponse.log = log;
        typedResponse.gameId = (byte[]) eventValues.getIndexedValues().get(0).getValue();
        typedResponse.amount = (BigInteger) eventValues.getNonIndexedValues().get(0).getValue();
        return typedResponse;
    }

    public Flowable<BondToppedUpEventResponse> bondToppedUpEventFlowable(EthFilter filter) {
        return web3j.ethLogFlowable(filter).map(log -> getBondToppedUpEventFromLog(log));
    }

    public Flowable<BondToppedUpEventResponse> bondToppedUpEventFlowable(
            DefaultBlockParameter startBlock, DefaultBlockParameter endBlock) {
        EthFilter filter = new EthFilter(startBlock, endBlock, getContractAddress());
        filter.addSingleTopic(EventEncoder.encode(BONDTOPPEDUP_EVENT));
        return bondToppedUpEventFlowable(filter);
    }

    public static List<BondWithdrawalRequestedEventResponse> getBondWithdrawalRequestedEvents(
            TransactionReceipt transactionReceipt) {
        List<Contract.EventValuesWithLog> valueList = staticExtractEventParametersWithLog(BONDWITHDRAWALREQUESTED_EVENT, transactionReceipt);
        ArrayList<BondWithdrawalRequestedEventResponse> responses = new ArrayList<BondWithdrawalRequestedEventResponse>(valueList.size());
        for (Contract.EventValuesWithLog eventValues : valueList) {
            BondWithdrawalRequestedEventResponse typedResponse = new BondWithdrawalRequestedEventResponse();
            typedResponse.log = eventValues.getLog();
            typedResponse.gameId = (byte[]) eventValues.getIndexedValues().get(0).getValue();
            typedResponse.amount = (BigInteger) eventValues.getNonIndexedValues().get(0).getValue();
            responses.add(typedResponse);
        }
        return responses;
    }

    public static BondWithdrawalRequestedEventResponse getBondWithdrawalRequestedEventFromLog(
            Log log) {
        Contract.EventValuesWithLog eventValues = staticExtractEventParametersWithLog(BONDWITHDRAWALREQUESTED_EVENT, log);
        BondWithdrawalRequestedEventResponse typedResponse = new BondWithdrawalRequestedEventResponse();
        typedResponse.log = log;
        typedResponse.gameId = (byte[]) eventValues.getIndexedValues().get(0).getValue();
        typedResponse.amount = (BigInteger) eventValues.getNonIndexedValues().get(0).getValue();
        return typedResponse;
    }

    public Flowable<BondWithdrawalRequestedEventResponse> bondWithdrawalRequestedEventFlowable(
            EthFilter filter) {
        return web3j.ethLogFlowable(filter).map(log -> getBondWithdrawalRequestedEventFromLog(log));
    }

    public Flowable<BondWithdrawalRequestedEventResponse> bondWithdrawalRequestedEventFlowable(
            DefaultBlockParameter startBlock, DefaultBlockParameter endBlock) {
        EthFilter filter = new EthFilter(startBlock, endBlock, getContractAddress());
        filter.addSingleTopic(EventEncoder.encode(BONDWITHDRAWALREQUESTED_EVENT));
        return bondWithdrawalRequestedEventFlowable(filter);
    }

    public static List<BondWithdrawnEventResponse> getBondWithdrawnEvents(
            TransactionReceipt transactionReceipt) {
        List<Contract.EventValuesWithLog> valueList = staticExtractEventParametersWithLog(BONDWITHDRAWN_EVENT, transactionReceipt);
        ArrayList<BondWithdrawnEventResponse> responses = new ArrayList<BondWithdrawnEventResponse>(valueList.size());
        for (Contract.EventValuesWithLog eventValues : valueList) {
            BondWithdrawnEventResponse typedResponse = new BondWithdrawnEventResponse();
            typedResponse.log = eventValues.getLog();
            typedResponse.gameId = (byte[]) eventValues.getIndexedValues().get(0).getValue();
            typedResponse.amount = (BigInteger) eventValues.getNonIndexedValues().get(0).getValue();
            responses.add(typedResponse);
        }
        return responses;
    }

    public static BondWithdrawnEventResponse getBondWithdrawnEventFromLog(Log log) {
        Contract.EventValuesWithLog eventValues = staticExtractEventParametersWithLog(BONDWITHDRAWN_EVENT, log);
        BondWithdrawnEventResponse typedResponse = new BondWithdrawnEventResponse();
        typedResponse.log = log;
        typedResponse.gameId = (byte[]) eventValues.getIndexedValues().get(0).getValue();
        typedResponse.amount = (BigInteger) eventValues.getNonIndexedValues().get(0).getValue();
        return typedResponse;
    }

    public Flowable<BondWithdrawnEventResponse> bondWithdrawnEventFlowable(EthFilter filter) {
        return web3j.ethLogFlowable(filter).map(log -> getBondWithdrawnEventFromLog(log));
    }

    public Flowable<BondWithdrawnEventResponse> bondWithdrawnEventFlowable(
            DefaultBlockParameter startBlock, DefaultBlockParameter endBlock) {
        EthFilter filter = new EthFilter(startBlock, endBlock, getContractAddress());
        filter.addSingleTopic(EventEncoder.encode(BONDWITHDRAWN_EVENT));
        return bondWithdrawnEventFlowable(filter);
    }

    public static List<CommitterRotatedEventResponse> getCommitterRotatedEvents(
            TransactionReceipt transactionReceipt) {
        List<Contract.EventValuesWithLog> valueList = staticExtractEventParametersWithLog(COMMITTERROTATED_EVENT, transactionReceipt);
        ArrayList<CommitterRotatedEventResponse> responses = new ArrayList<CommitterRotatedEventResponse>(valueList.size());
        for (Contract.EventValuesWithLog eventValues : valueList) {
            CommitterRotatedEventResponse typedResponse = new CommitterRotatedEventResponse();
            typedResponse.log = eventValues.getLog();
            typedResponse.gameId = (byte[]) eventValues.getIndexedValues().get(0).getValue();
            typedResponse.committer = (String) eventValues.getNonIndexedValues().get(0).getValue();
            responses.add(typedResponse);
        }
        return responses;
    }

    public static CommitterRotatedEventResponse getCommitterRotatedEventFromLog(Log log) {
        Contract.EventValuesWithLog eventValues = staticExtractEventParametersWithLog(COMMITTERROTATED_EVENT, log);
        CommitterRotatedEventResponse typedResponse = new CommitterRotatedEventResponse();
        typedResponse.log = log;
        typedResponse.gameId = (byte[]) eventValues.getIndexedValues().get(0).getValue();
        typedResponse.committer = (String) eventValues.getNonIndexedValues().get(0).getValue();
        return typedResponse;
    }

    public Flowable<CommitterRotatedEventResponse> committerRotatedEventFlowable(EthFilter filter) {
        return web3j.ethLogFlowable(filter).map(log -> getCommitterRotatedEventFromLog(log));
    }

    public Flowable<CommitterRotatedEventResponse> committerRotatedEventFlowable(
            DefaultBlockParameter startBlock, DefaultBlockParameter endBlock) {
        EthFilter filter = new EthFilter(startBlock, endBlock, getContractAddress());
        filter.addSingleTopic(EventEncoder.encode(COMMITTERROTATED_EVENT));
        return committerRotatedEventFlowable(filter);
    }

    public static List<CommitterRotationAnnouncedEventResponse> getCommitterRotationAnnouncedEvents(
            TransactionReceipt transactionReceipt) {
        List<Contract.EventValuesWithLog> valueList = staticExtractEventParametersWithLog(COMMITTERROTATIONANNOUNCED_EVENT, transactionReceipt);
        ArrayList<CommitterRotationAnnouncedEventResponse> responses = new ArrayList<CommitterRotationAnnouncedEventResponse>(valueList.size());
        for (Contract.EventValuesWithLog eventValues : valueList) {
            CommitterRotationAnnouncedEventResponse typedResponse = new CommitterRotationAnnouncedEventResponse();
            typedResponse.log = eventValues.getLog();
            typedResponse.gameId = (byte[]) eventValues.getIndexedValues().get(0).getValue();
            typedResponse.committer = (String) eventValues.getNonIndexedValues().get(0).getValue();
            typedResponse.readyAt = (BigInteger) eventValues.getNonIndexedValues().get(1).getValue();
            responses.add(typedResponse);
        }
        return responses;
    }

    public static CommitterRotationAnnouncedEventResponse getCommitterRotationAnnouncedEventFromLog(
            Log log) {
        Contract.EventValuesWithLog eventValues = staticExtractEventParametersWithLog(COMMITTERROTATIONANNOUNCED_EVENT, log);
        CommitterRotationAnnouncedEventResponse typedResponse = new CommitterRotationAnnouncedEventResponse();
        typedResponse.log = log;
        typedResponse.gameId = (byte[]) eventValues.getIndexedValues().get(0).getValue();
        typedResponse.committer = (String) eventValues.getNonIndexedValues().get(0).getValue();
        typedResponse.readyAt = (BigInteger) eventValues.getNonIndexedValues().get(1).getValue();
        return typedResponse;
    }

    public Flowable<CommitterRotationAnnouncedEventResponse> committerRotationAnnouncedEventFlowable(
            EthFilter filter) {
        return web3j.ethLogFlowable(filter).map(log -> getCommitterRotationAnnouncedEventFromLog(log));
    }

    public Flowable<CommitterRotationAnnouncedEventResponse> committerRotationAnnouncedEventFlowable(
            DefaultBlockParameter startBlock, DefaultBlockParameter endBlock) {
        EthFilter filter = new EthFilter(startBlock, endBlock, getContractAddress());
        filter.addSingleTopic(EventEncoder.encode(COMMITTERROTATIONANNOUNCED_EVENT));
        return committerRotationAnnouncedEventFlowable(filter);
    }

    public static List<GameRegisteredEventResponse> getGameRegisteredEvents(
            TransactionReceipt transactionReceipt) {
        List<Contract.EventValuesWithLog> valueList = staticExtractEventParametersWithLog(GAMEREGISTERED_EVENT, transactionReceipt);
        ArrayList<GameRegisteredEventResponse> responses = new ArrayList<GameRegisteredEventResponse>(valueList.size());
        for (Contract.EventValuesWithLog eventValues : valueList) {
            GameRegisteredEventResponse typedResponse = new GameRegisteredEventResponse();
            typedResponse.log = eventValues.getLog();
            typedResponse.gameId = (byte[]) eventValues.getIndexedValues().get(0).getValue();
            typedResponse.committer = (String) eventValues.getIndexedValues().get(1).getValue();
            typedResponse.domain = (byte[]) eventValues.getNonIndexedValues().get(0).getValue();
            typedResponse.source = (byte[]) eventValues.getNonIndexedValues().get(1).getValue();
            typedResponse.depth = (BigInteger) eventValues.getNonIndexedValues().get(2).getValue();
            responses.add(typedResponse);
        }
        return responses;
    }

    public static GameRegisteredEventResponse getGameRegisteredEventFromLog(Log log) {
        Contract.EventValuesWithLog eventValues = staticExtractEventParametersWithLog(GAMEREGISTERED_EVENT, log);
        GameRegisteredEventResponse typedResponse = new GameRegisteredEventResponse();
        typedResponse.log = log;
        typedResponse.gameId = (byte[]) eventValues.getIndexedValues().get(0).getValue();
        typedResponse.committer = (String) eventValues.getIndexedValues().get(1).getValue();
        typedResponse.domain = (byte[]) eventValues.getNonIndexedValues().get(0).getValue();
        typedResponse.source = (byte[]) eventValues.getNonIndexedValues().get(1).getValue();
        typedResponse.depth = (BigInteger) eventValues.getNonIndexedValues().get(2).getValue();
        return typedResponse;
    }

    public Flowable<GameRegisteredEventResponse> gameRegisteredEventFlowable(EthFilter filter) {
        return web3j.ethLogFlowable(filter).map(log -> getGameRegisteredEventFromLog(log));
    }

    public Flowable<GameRegisteredEventResponse> gameRegisteredEventFlowable(
            DefaultBlockParameter startBlock, DefaultBlockParameter endBlock) {
        EthFilter filter = new EthFilter(startBlock, endBlock, getContractAddress());
        filter.addSingleTopic(EventEncoder.encode(GAMEREGISTERED_EVENT));
        return gameRegisteredEventFlowable(filter);
    }

    public static List<RecordsAnchoredEventResponse> getRecordsAnchoredEvents(
            TransactionReceipt transactionReceipt) {
        List<Contract.EventValuesWithLog> valueList = staticExtractEventParametersWithLog(RECORDSANCHORED_EVENT, transactionReceipt);
        ArrayList<RecordsAnchoredEventResponse> responses = new ArrayList<RecordsAnchoredEventResponse>(valueList.size());
        for (Contract.EventValuesWithLog eventValues : valueList) {
            RecordsAnchoredEventResponse typedResponse = new RecordsAnchoredEventResponse();
            typedResponse.log = eventValues.getLog();
            typedResponse.gameId = (byte[]) eventValues.getIndexedValues().get(0).getValue();
            typedResponse.batch = (BigInteger) eventValues.getIndexedValues().get(1).getValue();
            typedResponse.recordsRoot = (byte[]) eventValues.getNonIndexedValues().get(0).getValue();
            responses.add(typedResponse);
        }
        return responses;
    }

    public static RecordsAnchoredEventResponse getRecordsAnchoredEventFromLog(Log log) {
        Contract.EventValuesWithLog eventValues = staticExtractEventParametersWithLog(RECORDSANCHORED_EVENT, log);
        RecordsAnchoredEventResponse typedResponse = new RecordsAnchoredEventResponse();
        typedResponse.log = log;
        typedResponse.gameId = (byte[]) eventValues.getIndexedValues().get(0).getValue();
        typedResponse.batch = (BigInteger) eventValues.getIndexedValues().get(1).getValue();
        typedResponse.recordsRoot = (byte[]) eventValues.getNonIndexedValues().get(0).getValue();
        return typedResponse;
    }

    public Flowable<RecordsAnchoredEventResponse> recordsAnchoredEventFlowable(EthFilter filter) {
        return web3j.ethLogFlowable(filter).map(log -> getRecordsAnchoredEventFromLog(log));
    }

    public Flowable<RecordsAnchoredEventResponse> recordsAnchoredEventFlowable(
            DefaultBlockParameter startBlock, DefaultBlockParameter endBlock) {
        EthFilter filter = new EthFilter(startBlock, endBlock, getContractAddress());
        filter.addSingleTopic(EventEncoder.encode(RECORDSANCHORED_EVENT));
        return recordsAnchoredEventFlowable(filter);
    }

    public static List<RoundSealedEventResponse> getRoundSealedEvents(
            TransactionReceipt transactionReceipt) {
        List<Contract.EventValuesWithLog> valueList = staticExtractEventParametersWithLog(ROUNDSEALED_EVENT, transactionReceipt);
        ArrayList<RoundSealedEventResponse> responses = new ArrayList<RoundSealedEventResponse>(valueList.size());
        for (Contract.EventValuesWithLog eventValues : valueList) {
            RoundSealedEventResponse typedResponse = new RoundSealedEventResponse();
            typedResponse.log = eventValues.getLog();
            typedResponse.gameId = (byte[]) eventValues.getIndexedValues().get(0).getValue();
            typedResponse.round = (BigInteger) eventValues.getIndexedValues().get(1).getValue();
            typedResponse.betRoot = (byte[]) eventValues.getNonIndexedValues().get(0).getValue();
            typedResponse.betCount = (BigInteger) eventValues.getNonIndexedValues().get(1).getValue();
            responses.add(typedResponse);
        }
        return responses;
    }

    public static RoundSealedEventResponse getRoundSealedEventFromLog(Log log) {
        Contract.EventValuesWithLog eventValues = staticExtractEventParametersWithLog(ROUNDSEALED_EVENT, log);
        RoundSealedEventResponse typedResponse = new RoundSealedEventResponse();
        typedResponse.log = log;
        typedResponse.gameId = (byte[]) eventValues.getIndexedValues().get(0).getValue();
        typedResponse.round = (BigInteger) eventValues.getIndexedValues().get(1).getValue();
        typedResponse.betRoot = (byte[]) eventValues.getNonIndexedValues().get(0).getValue();
        typedResponse.betCount = (BigInteger) eventValues.getNonIndexedValues().get(1).getValue();
        return typedResponse;
    }

    public Flowable<RoundSealedEventResponse> roundSealedEventFlowable(EthFilter filter) {
        return web3j.ethLogFlowable(filter).map(log -> getRoundSealedEventFromLog(log));
    }

    public Flowable<RoundSealedEventResponse> roundSealedEventFlowable(
            DefaultBlockParameter startBlock, DefaultBlockParameter endBlock) {
        EthFilter filter = new EthFilter(startBlock, endBlock, getContractAddress());
        filter.addSingleTopic(EventEncoder.encode(ROUNDSEALED_EVENT));
        return roundSealedEventFlowable(filter);
    }

    public RemoteFunctionCall<TransactionReceipt> acceptCommitter(byte[] gameId) {
        final Function function = new Function(
                FUNC_ACCEPTCOMMITTER, 
                Arrays.<Type>asList(new org.web3j.abi.datatypes.generated.Bytes32(gameId)), 
                Collections.<TypeReference<?>>emptyList());
        return executeRemoteCallTransaction(function);
    }

    public RemoteFunctionCall<TransactionReceipt> anchorRecords(byte[] gameId, BigInteger batch_,
            byte[] recordsRoot) {
        final Function function = new Function(
                FUNC_ANCHORRECORDS, 
                Arrays.<Type>asList(new org.web3j.abi.datatypes.generated.Bytes32(gameId), 
                new org.web3j.abi.datatypes.generated.Uint64(batch_), 
                new org.web3j.abi.datatypes.generated.Bytes32(recordsRoot)), 
                Collections.<TypeReference<?>>emptyList());
        return executeRemoteCallTransaction(function);
    }

    public RemoteFunctionCall<Batch> batch(byte[] gameId, BigInteger batch_) {
        final Function function = new Function(FUNC_BATCH, 
                Arrays.<Type>asList(new org.web3j.abi.datatypes.generated.Bytes32(gameId), 
                new org.web3j.abi.datatypes.generated.Uint64(batch_)), 
                Arrays.<TypeReference<?>>asList(new TypeReference<Batch>() {}));
        return executeRemoteCallSingleValueReturn(function, Batch.class);
    }

    public RemoteFunctionCall<BigInteger> beaconRoundOf(byte[] gameId, BigInteger round) {
        final Function function = new Function(FUNC_BEACONROUNDOF, 
                Arrays.<Type>asList(new org.web3j.abi.datatypes.generated.Bytes32(gameId), 
                new org.web3j.abi.datatypes.generated.Uint64(round)), 
                Arrays.<TypeReference<?>>asList(new TypeReference<Uint64>() {}));
        return executeRemoteCallSingleValueReturn(function, BigInteger.class);
    }

    public RemoteFunctionCall<TransactionReceipt> commitBatch(byte[] gameId, BigInteger batch_,
            byte[] root, byte[] masterHash, byte[] escrowHash) {
        final Function function = new Function(
                FUNC_COMMITBATCH, 
                Arrays.<Type>asList(new org.web3j.abi.datatypes.generated.Bytes32(gameId), 
                new org.web3j.abi.datatypes.generated.Uint64(batch_), 
                new org.web3j.abi.datatypes.generated.Bytes32(root), 
                new org.web3j.abi.datatypes.generated.Bytes32(masterHash), 
                new org.web3j.abi.datatypes.generated.Bytes32(escrowHash)), 
                Collections.<TypeReference<?>>emptyList());
        return executeRemoteCallTransaction(function);
    }

    public RemoteFunctionCall<byte[]> domainOf(byte[] gameId) {
        final Function function = new Function(FUNC_DOMAINOF, 
                Arrays.<Type>asList(new org.web3j.abi.datatypes.generated.Bytes32(gameId)), 
                Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>() {}));
        return executeRemoteCallSingleValueReturn(function, byte[].class);
    }

    public RemoteFunctionCall<Game> game(byte[] gameId) {
        final Function function = new Function(FUNC_GAME, 
                Arrays.<Type>asList(new org.web3j.abi.datatypes.generated.Bytes32(gameId)), 
                Arrays.<TypeReference<?>>asList(new TypeReference<Game>() {}));
        return executeRemoteCallSingleValueReturn(function, Game.class);
    }

    public RemoteFunctionCall<byte[]> keyOf(byte[] seed, byte[] domain, BigInteger round,
            byte[] source, BigInteger beaconRound_, byte[] entropy, byte[] extra) {
        final Function function = new Function(FUNC_KEYOF, 
                Arrays.<Type>asList(new org.web3j.abi.datatypes.generated.Bytes32(seed), 
                new org.web3j.abi.datatypes.generated.Bytes32(domain), 
                new org.web3j.abi.datatypes.generated.Uint64(round), 
                new org.web3j.abi.datatypes.generated.Bytes32(source), 
                new org.web3j.abi.datatypes.generated.Uint64(beaconRound_), 
                new org.web3j.abi.datatypes.generated.Bytes32(entropy), 
                new org.web3j.abi.datatypes.generated.Bytes32(extra)), 
                Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>() {}));
        return executeRemoteCallSingleValueReturn(function, byte[].class);
    }

    public RemoteFunctionCall<BigInteger> outcome(byte[] gameId, BigInteger round, byte[] seed,
            byte[] beaconSignature) {
        final Function function = new Function(FUNC_OUTCOME, 
                Arrays.<Type>asList(new org.web3j.abi.datatypes.generated.Bytes32(gameId), 
                new org.web3j.abi.datatypes.generated.Uint64(round), 
                new org.web3j.abi.datatypes.generated.Bytes32(seed), 
                new org.web3j.abi.datatypes.DynamicBytes(beaconSignature)), 
                Arrays.<TypeReference<?>>asList(new TypeReference<Uint32>() {}));
        return executeRemoteCallSingleValueReturn(function, BigInteger.class);
    }

    public RemoteFunctionCall<TransactionReceipt> proveBadLeaf(byte[] gameId, BigInteger batch_,
            byte[] master, BigInteger index, byte[] leaf, List<byte[]> proof) {
        final Function function = new Function(
                FUNC_PROVEBADLEAF, 
                Arrays.<Type>asList(new org.web3j.abi.datatypes.generated.Bytes32(gameId), 
                new org.web3j.abi.datatypes.generated.Uint64(batch_), 
                new org.web3j.abi.datatypes.generated.Bytes32(master), 
                new org.web3j.abi.datatypes.generated.Uint64(index), 
                new org.web3j.abi.datatypes.generated.Bytes32(leaf), 
                new org.web3j.abi.datatypes.DynamicArray<org.web3j.abi.datatypes.generated.Bytes32>(
                        org.web3j.abi.datatypes.generated.Bytes32.class,
                        org.web3j.abi.Utils.typeMap(proof, org.web3j.abi.datatypes.generated.Bytes32.class))), 
                Collections.<TypeReference<?>>emptyList());
        return executeRemoteCallTransaction(function);
    }

    public RemoteFunctionCall<TransactionReceipt> registerGame(byte[] gameId, Rules rules,
            BigInteger weiValue) {
        final Function function = new Function(
                FUNC_REGISTERGAME, 
                Arrays.<Type>asList(new org.web3j.abi.datatypes.generated.Bytes32(gameId), 
                rules), 
                Collections.<TypeReference<?>>emptyList());
        return executeRemoteCallTransaction(function, weiValue);
    }

    public RemoteFunctionCall<TransactionReceipt> requestBondWithdrawal(byte[] gameId,
            BigInteger amount) {
        final Function function = new Function(
                FUNC_REQUESTBONDWITHDRAWAL, 
                Arrays.<Type>asList(new org.web3j.abi.datatypes.generated.Bytes32(gameId), 
                new org.web3j.abi.datatypes.generated.Uint96(amount)), 
                Collections.<TypeReference<?>>emptyList());
        return executeRemoteCallTransaction(function);
    }

    public RemoteFunctionCall<TransactionReceipt> revealBatch(byte[] gameId, BigInteger batch_,
            byte[] master) {
        final Function function = new Function(
                FUNC_REVEALBATCH, 
                Arrays.<Type>asList(new org.web3j.abi.datatypes.generated.Bytes32(gameId), 
                new org.web3j.abi.datatypes.generated.Uint64(batch_), 
                new org.web3j.abi.datatypes.generated.Bytes32(master)), 
                Collections.<TypeReference<?>>emptyList());
        return executeRemoteCallTransaction(function);
    }

    public RemoteFunctionCall<TransactionReceipt> rotateCommitter(byte[] gameId, String next) {
        final Function function = new Function(
                FUNC_ROTATECOMMITTER, 
                Arrays.<Type>asList(new org.web3j.abi.datatypes.generated.Bytes32(gameId), 
                new org.web3j.abi.datatypes.Address(160, next)), 
                Collections.<TypeReference<?>>emptyList());
        return executeRemoteCallTransaction(function);
    }

    public RemoteFunctionCall<Tuple2<String, BigInteger>> rotations(byte[] gameId) {
        final Function function = new Function(FUNC_ROTATIONS, 
                Arrays.<Type>asList(new org.web3j.abi.datatypes.generated.Bytes32(gameId)), 
                Arrays.<TypeReference<?>>asList(new TypeReference<Address>() {}, new TypeReference<Uint48>() {}));
        return new RemoteFunctionCall<Tuple2<String, BigInteger>>(function,
                new Callable<Tuple2<String, BigInteger>>() {
                    @Override
                    public Tuple2<String, BigInteger> call() throws Exception {
                        List<Type> results = executeCallMultipleValueReturn(function);
                        return new Tuple2<String, BigInteger>(
                                (String) results.get(0).getValue(), 
                                (BigInteger) results.get(1).getValue());
                    }
                });
    }

    public RemoteFunctionCall<TransactionReceipt> sealRound(byte[] gameId, BigInteger round,
            byte[] betRoot, BigInteger betCount) {
        final Function function = new Function(
                FUNC_SEALROUND, 
                Arrays.<Type>asList(new org.web3j.abi.datatypes.generated.Bytes32(gameId), 
                new org.web3j.abi.datatypes.generated.Uint64(round), 
                new org.web3j.abi.datatypes.generated.Bytes32(betRoot), 
                new org.web3j.abi.datatypes.generated.Uint64(betCount)), 
                Collections.<TypeReference<?>>emptyList());
        return executeRemoteCallTransaction(function);
    }

    public RemoteFunctionCall<TransactionReceipt> slashUnrevealed(byte[] gameId,
            BigInteger batch_) {
        final Function function = new Function(
                FUNC_SLASHUNREVEALED, 
                Arrays.<Type>asList(new org.web3j.abi.datatypes.generated.Bytes32(gameId), 
                new org.web3j.abi.datatypes.generated.Uint64(batch_)), 
                Collections.<TypeReference<?>>emptyList());
        return executeRemoteCallTransaction(function);
    }

    public RemoteFunctionCall<TransactionReceipt> topUpBond(byte[] gameId, BigInteger weiValue) {
        final Function function = new Function(
                FUNC_TOPUPBOND, 
                Arrays.<Type>asList(new org.web3j.abi.datatypes.generated.Bytes32(gameId)), 
                Collections.<TypeReference<?>>emptyList());
        return executeRemoteCallTransaction(function, weiValue);
    }

    public RemoteFunctionCall<List> uniforms(byte[] key, BigInteger t, BigInteger n,
            BigInteger count) {
        final Function function = new Function(FUNC_UNIFORMS, 
                Arrays.<Type>asList(new org.web3j.abi.datatypes.generated.Bytes32(key), 
                new org.web3j.abi.datatypes.generated.Uint32(t), 
                new org.web3j.abi.datatypes.generated.Uint64(n), 
                new org.web3j.abi.datatypes.generated.Uint256(count)), 
                Arrays.<TypeReference<?>>asList(new TypeReference<DynamicArray<Uint32>>() {}));
        return new RemoteFunctionCall<List>(function,
                new Callable<List>() {
                    @Override
                    @SuppressWarnings("unchecked")
                    public List call() throws Exception {
                        List<Type> result = (List<Type>) executeCallSingleValueReturn(function, List.class);
                        return convertToNative(result);
                    }
                });
    }

    public RemoteFunctionCall<Boolean> verifySeed(byte[] gameId, BigInteger round, byte[] seed,
            List<byte[]> proof) {
        final Function function = new Function(FUNC_VERIFYSEED, 
                Arrays.<Type>asList(new org.web3j.abi.datatypes.generated.Bytes32(gameId), 
                new org.web3j.abi.datatypes.generated.Uint64(round), 
                new org.web3j.abi.datatypes.generated.Bytes32(seed), 
                new org.web3j.abi.datatypes.DynamicArray<org.web3j.abi.datatypes.generated.Bytes32>(
                        org.web3j.abi.datatypes.generated.Bytes32.class,
                        org.web3j.abi.Utils.typeMap(proof, org.web3j.abi.datatypes.generated.Bytes32.class))), 
                Arrays.<TypeReference<?>>asList(new TypeReference<Bool>() {}));
        return executeRemoteCallSingleValueReturn(function, Boolean.class);
    }

    public RemoteFunctionCall<TransactionReceipt> withdrawBond(byte[] gameId) {
        final Function function = new Function(
                FUNC_WITHDRAWBOND, 
                Arrays.<Type>asList(new org.web3j.abi.datatypes.generated.Bytes32(gameId)), 
                Collections.<TypeReference<?>>emptyList());
        return executeRemoteCallTransaction(function);
    }

    public RemoteFunctionCall<Tuple2<BigInteger, BigInteger>> withdrawals(byte[] gameId) {
        final Function function = new Function(FUNC_WITHDRAWALS, 
                Arrays.<Type>asList(new org.web3j.abi.datatypes.generated.Bytes32(gameId)), 
                Arrays.<TypeReference<?>>asList(new TypeReference<Uint96>() {}, new TypeReference<Uint48>() {}));
        return new RemoteFunctionCall<Tuple2<BigInteger, BigInteger>>(function,
                new Callable<Tuple2<BigInteger, BigInteger>>() {
                    @Override
                    public Tuple2<BigInteger, BigInteger> call() throws Exception {
                        List<Type> results = executeCallMultipleValueReturn(function);
                        return new Tuple2<BigInteger, BigInteger>(
                                (BigInteger) results.get(0).getValue(), 
                                (BigInteger) results.get(1).getValue());
                    }
                });
    }

    @Deprecated
    public static FairDraw load(String contractAddress, Web3j web3j, Credentials credentials,
            BigInteger gasPrice, BigInteger gasLimit) {
        return new FairDraw(contractAddress, web3j, credentials, gasPrice, gasLimit);
    }

    @Deprecated
    public static FairDraw load(String contractAddress, Web3j web3j,
            TransactionManager transactionManager, BigInteger gasPrice, BigInteger gasLimit) {
        return new FairDraw(contractAddress, web3j, transactionManager, gasPrice, gasLimit);
    }

    public static FairDraw load(String contractAddress, Web3j web3j, Credentials credentials,
            ContractGasProvider contractGasProvider) {
        return new FairDraw(contractAddress, web3j, credentials, contractGasProvider);
    }

    public static FairDraw load(String contractAddress, Web3j web3j,
            TransactionManager transactionManager, ContractGasProvider contractGasProvider) {
        return new FairDraw(contractAddress, web3j, transactionManager, contractGasProvider);
    }

    public static RemoteCall<FairDraw> deploy(Web3j web3j, Credentials credentials,
            ContractGasProvider contractGasProvider) {
        return deployRemoteCall(FairDraw.class, web3j, credentials, contractGasProvider, getDeploymentBinary(), "");
    }

    @Deprecated
    public static RemoteCall<FairDraw> deploy(Web3j web3j, Credentials credentials,
            BigInteger gasPrice, BigInteger gasLimit) {
        return deployRemoteCall(FairDraw.class, web3j, credentials, gasPrice, gasLimit, getDeploymentBinary(), "");
    }

    public static RemoteCall<FairDraw> deploy(Web3j web3j, TransactionManager transactionManager,
            ContractGasProvider contractGasProvider) {
        return deployRemoteCall(FairDraw.class, web3j, transactionManager, contractGasProvider, getDeploymentBinary(), "");
    }

    @Deprecated
    public static RemoteCall<FairDraw> deploy(Web3j web3j, TransactionManager transactionManager,
            BigInteger gasPrice, BigInteger gasLimit) {
        return deployRemoteCall(FairDraw.class, web3j, transactionManager, gasPrice, gasLimit, getDeploymentBinary(), "");
    }

    public static void linkLibraries(List<Contract.LinkReference> references) {
        librariesLinkedBinary = linkBinaryWithReferences(BINARY, references);
    }

    private static String getDeploymentBinary() {
        if (librariesLinkedBinary != null) {
            return librariesLinkedBinary;
        } else {
            return BINARY;
        }
    }

    public static class Batch extends StaticStruct {
        public byte[] root;

        public byte[] masterHash;

        public BigInteger committedBlock;

        public BigInteger committedAt;

        public BigInteger revealedAt;

        public Boolean slashed;

        public Boolean badLeaf;

        public byte[] recordsRoot;

        public byte[] escrowHash;

        public Batch(byte[] root, byte[] masterHash, BigInteger committedBlock,
                BigInteger committedAt, BigInteger revealedAt, Boolean slashed, Boolean badLeaf,
                byte[] recordsRoot, byte[] escrowHash) {
            super(new org.web3j.abi.datatypes.generated.Bytes32(root), 
                    new org.web3j.abi.datatypes.generated.Bytes32(masterHash), 
                    new org.web3j.abi.datatypes.generated.Uint64(committedBlock), 
                    new org.web3j.abi.datatypes.generated.Uint48(committedAt), 
                    new org.web3j.abi.datatypes.generated.Uint48(revealedAt), 
                    new org.web3j.abi.datatypes.Bool(slashed), 
                    new org.web3j.abi.datatypes.Bool(badLeaf), 
                    new org.web3j.abi.datatypes.generated.Bytes32(recordsRoot), 
                    new org.web3j.abi.datatypes.generated.Bytes32(escrowHash));
            this.root = root;
            this.masterHash = masterHash;
            this.committedBlock = committedBlock;
            this.committedAt = committedAt;
            this.revealedAt = revealedAt;
            this.slashed = slashed;
            this.badLeaf = badLeaf;
            this.recordsRoot = recordsRoot;
            this.escrowHash = escrowHash;
        }

        public Batch(Bytes32 root, Bytes32 masterHash, Uint64 committedBlock, Uint48 committedAt,
                Uint48 revealedAt, Bool slashed, Bool badLeaf, Bytes32 recordsRoot,
                Bytes32 escrowHash) {
            super(root, masterHash, committedBlock, committedAt, revealedAt, slashed, badLeaf, recordsRoot, escrowHash);
            this.root = root.getValue();
            this.masterHash = masterHash.getValue();
            this.committedBlock = committedBlock.getValue();
            this.committedAt = committedAt.getValue();
            this.revealedAt = revealedAt.getValue();
            this.slashed = slashed.getValue();
            this.badLeaf = badLeaf.getValue();
            this.recordsRoot = recordsRoot.getValue();
            this.escrowHash = escrowHash.getValue();
        }
    }

    public static class Game extends StaticStruct {
        public String committer;

        public BigInteger nextBatch;

        public BigInteger outcomes;

        public BigInteger confirmations;

        public BigInteger originMs;

        public BigInteger periodMs;

        public BigInteger betMs;

        public BigInteger gapMs;

        public BigInteger beaconGenesisS;

        public BigInteger beaconPeriodS;

        public BigInteger revealWindowS;

        public BigInteger depth;

        public byte[] source;

        public byte[] recordKey;

        public byte[] receiptKey;

        public String beneficiary;

        public BigInteger bond;

        public Game(String committer, BigInteger nextBatch, BigInteger outcomes,
                BigInteger confirmations, BigInteger originMs, BigInteger periodMs,
                BigInteger betMs, BigInteger gapMs, BigInteger beaconGenesisS,
                BigInteger beaconPeriodS, BigInteger revealWindowS, BigInteger depth, byte[] source,
                byte[] recordKey, byte[] receiptKey, String beneficiary, BigInteger bond) {
            super(new org.web3j.abi.datatypes.Address(160, committer), 
                    new org.web3j.abi.datatypes.generated.Uint48(nextBatch), 
                    new org.web3j.abi.datatypes.generated.Uint32(outcomes), 
                    new org.web3j.abi.datatypes.generated.Uint16(confirmations), 
                    new org.web3j.abi.datatypes.generated.Uint48(originMs), 
                    new org.web3j.abi.datatypes.generated.Uint32(periodMs), 
                    new org.web3j.abi.datatypes.generated.Uint32(betMs), 
                    new org.web3j.abi.datatypes.generated.Uint32(gapMs), 
                    new org.web3j.abi.datatypes.generated.Uint40(beaconGenesisS), 
                    new org.web3j.abi.datatypes.generated.Uint16(beaconPeriodS), 
                    new org.web3j.abi.datatypes.generated.Uint32(revealWindowS), 
                    new org.web3j.abi.datatypes.generated.Uint8(depth), 
                    new org.web3j.abi.datatypes.generated.Bytes32(source), 
                    new org.web3j.abi.datatypes.generated.Bytes32(recordKey), 
                    new org.web3j.abi.datatypes.generated.Bytes32(receiptKey), 
                    new org.web3j.abi.datatypes.Address(160, beneficiary), 
                    new org.web3j.abi.datatypes.generated.Uint96(bond));
            this.committer = committer;
            this.nextBatch = nextBatch;
            this.outcomes = outcomes;
            this.confirmations = confirmations;
            this.originMs = originMs;
            this.periodMs = periodMs;
            this.betMs = betMs;
            this.gapMs = gapMs;
            this.beaconGenesisS = beaconGenesisS;
            this.beaconPeriodS = beaconPeriodS;
            this.revealWindowS = revealWindowS;
            this.depth = depth;
            this.source = source;
            this.recordKey = recordKey;
            this.receiptKey = receiptKey;
            this.beneficiary = beneficiary;
            this.bond = bond;
        }

        public Game(Address committer, Uint48 nextBatch, Uint32 outcomes, Uint16 confirmations,
                Uint48 originMs, Uint32 periodMs, Uint32 betMs, Uint32 gapMs, Uint40 beaconGenesisS,
                Uint16 beaconPeriodS, Uint32 revealWindowS, Uint8 depth, Bytes32 source,
                Bytes32 recordKey, Bytes32 receiptKey, Address beneficiary, Uint96 bond) {
            super(committer, nextBatch, outcomes, confirmations, originMs, periodMs, betMs, gapMs, beaconGenesisS, beaconPeriodS, revealWindowS, depth, source, recordKey, receiptKey, beneficiary, bond);
            this.committer = committer.getValue();
            this.nextBatch = nextBatch.getValue();
            this.outcomes = outcomes.getValue();
            this.confirmations = confirmations.getValue();
            this.originMs = originMs.getValue();
            this.periodMs = periodMs.getValue();
            this.betMs = betMs.getValue();
            this.gapMs = gapMs.getValue();
            this.beaconGenesisS = beaconGenesisS.getValue();
            this.beaconPeriodS = beaconPeriodS.getValue();
            this.revealWindowS = revealWindowS.getValue();
            this.depth = depth.getValue();
            this.source = source.getValue();
            this.recordKey = recordKey.getValue();
            this.receiptKey = receiptKey.getValue();
            this.beneficiary = beneficiary.getValue();
            this.bond = bond.getValue();
        }
    }

    public static class Rules extends StaticStruct {
        public String committer;

        public BigInteger originMs;

        public BigInteger periodMs;

        public BigInteger betMs;

        public BigInteger gapMs;

        public BigInteger outcomes;

        public BigInteger beaconGenesisS;

        public BigInteger beaconPeriodS;

        public BigInteger revealWindowS;

        public BigInteger depth;

        public BigInteger confirmations;

        public byte[] source;

        public byte[] recordKey;

        public byte[] receiptKey;

        public String beneficiary;

        public Rules(String committer, BigInteger originMs, BigInteger periodMs, BigInteger betMs,
                BigInteger gapMs, BigInteger outcomes, BigInteger beaconGenesisS,
                BigInteger beaconPeriodS, BigInteger revealWindowS, BigInteger depth,
                BigInteger confirmations, byte[] source, byte[] recordKey, byte[] receiptKey,
                String beneficiary) {
            super(new org.web3j.abi.datatypes.Address(160, committer), 
                    new org.web3j.abi.datatypes.generated.Uint48(originMs), 
                    new org.web3j.abi.datatypes.generated.Uint32(periodMs), 
                    new org.web3j.abi.datatypes.generated.Uint32(betMs), 
                    new org.web3j.abi.datatypes.generated.Uint32(gapMs), 
                    new org.web3j.abi.datatypes.generated.Uint32(outcomes), 
                    new org.web3j.abi.datatypes.generated.Uint40(beaconGenesisS), 
                    new org.web3j.abi.datatypes.generated.Uint16(beaconPeriodS), 
                    new org.web3j.abi.datatypes.generated.Uint32(revealWindowS), 
                    new org.web3j.abi.datatypes.generated.Uint8(depth), 
                    new org.web3j.abi.datatypes.generated.Uint16(confirmations), 
                    new org.web3j.abi.datatypes.generated.Bytes32(source), 
                    new org.web3j.abi.datatypes.generated.Bytes32(recordKey), 
                    new org.web3j.abi.datatypes.generated.Bytes32(receiptKey), 
                    new org.web3j.abi.datatypes.Address(160, beneficiary));
            this.committer = committer;
            this.originMs = originMs;
            this.periodMs = periodMs;
            this.betMs = betMs;
            this.gapMs = gapMs;
            this.outcomes = outcomes;
            this.beaconGenesisS = beaconGenesisS;
            this.beaconPeriodS = beaconPeriodS;
            this.revealWindowS = revealWindowS;
            this.depth = depth;
            this.confirmations = confirmations;
            this.source = source;
            this.recordKey = recordKey;
            this.receiptKey = receiptKey;
            this.beneficiary = beneficiary;
        }

        public Rules(Address committer, Uint48 originMs, Uint32 periodMs, Uint32 betMs,
                Uint32 gapMs, Uint32 outcomes, Uint40 beaconGenesisS, Uint16 beaconPeriodS,
                Uint32 revealWindowS, Uint8 depth, Uint16 confirmations, Bytes32 source,
                Bytes32 recordKey, Bytes32 receiptKey, Address beneficiary) {
            super(committer, originMs, periodMs, betMs, gapMs, outcomes, beaconGenesisS, beaconPeriodS, revealWindowS, depth, confirmations, source, recordKey, receiptKey, beneficiary);
            this.committer = committer.getValue();
            this.originMs = originMs.getValue();
            this.periodMs = periodMs.getValue();
            this.betMs = betMs.getValue();
            this.gapMs = gapMs.getValue();
            this.outcomes = outcomes.getValue();
            this.beaconGenesisS = beaconGenesisS.getValue();
            this.beaconPeriodS = beaconPeriodS.getValue();
            this.revealWindowS = revealWindowS.getValue();
            this.depth = depth.getValue();
            this.confirmations = confirmations.getValue();
            this.source = source.getValue();
            this.recordKey = recordKey.getValue();
            this.receiptKey = receiptKey.getValue();
            this.beneficiary = beneficiary.getValue();
        }
    }

    public static class BatchCommittedEventResponse extends BaseEventResponse {
        public byte[] gameId;

        public BigInteger batch;

        public byte[] root;

        public byte[] masterHash;

        public byte[] escrowHash;
    }

    public static class BatchRevealedEventResponse extends BaseEventResponse {
        public byte[] gameId;

        public BigInteger batch;

        public byte[] master;
    }

    public static class BondSlashedEventResponse extends BaseEventResponse {
        public byte[] gameId;

        public BigInteger batch;

        public String by;

        public BigInteger amount;

        public Boolean badLeaf;
    }

    public static class BondToppedUpEventResponse extends BaseEventResponse {
        public byte[] gameId;

        public BigInteger amount;
    }

    public static class BondWithdrawalRequestedEventResponse extends BaseEventResponse {
        public byte[] gameId;

        public BigInteger amount;
    }

    public static class BondWithdrawnEventResponse extends BaseEventResponse {
        public byte[] gameId;

        public BigInteger amount;
    }

    public static class CommitterRotatedEventResponse extends BaseEventResponse {
        public byte[] gameId;

        public String committer;
    }

    public static class CommitterRotationAnnouncedEventResponse extends BaseEventResponse {
        public byte[] gameId;

        public String committer;

        public BigInteger readyAt;
    }

    public static class GameRegisteredEventResponse extends BaseEventResponse {
        public byte[] gameId;

        public String committer;

        public byte[] domain;

        public byte[] source;

        public BigInteger depth;
    }

    public static class RecordsAnchoredEventResponse extends BaseEventResponse {
        public byte[] gameId;

        public BigInteger batch;

        public byte[] recordsRoot;
    }

    public static class RoundSealedEventResponse extends BaseEventResponse {
        public byte[] gameId;

        public BigInteger round;

        public byte[] betRoot;

        public BigInteger betCount;
    }
}
