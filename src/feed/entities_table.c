/* Made by tests/lint/check_entities.py --write; do not edit. From Python's html.entities.html5: the named
 * references of the HTML standard (https://html.spec.whatwg.org/#named-character-references). */
#include "entities.h"

/* clang-format off */
#define LETTER(s) {s, sizeof s - 1}
const struct entity_letter entity_letters[128] = {
    ['A'] = LETTER(
        "AElig,Æ\0AMP,&\0Aacute,Á\0Abreve;Ă\0Acirc,Â\0Acy;А\0Afr;𝔄\0Agrave,À\0Alpha;Α\0Amacr;Ā\0And;⩓\0"
        "Aogon;Ą\0Aopf;𝔸\0ApplyFunction;\342\201\241\0Aring,Å\0Ascr;𝒜\0Assign;≔\0Atilde,Ã\0Auml,Ä\0"),
    ['B'] = LETTER(
        "Backslash;∖\0Barv;⫧\0Barwed;⌆\0Bcy;Б\0Because;∵\0Bernoullis;ℬ\0Beta;Β\0Bfr;𝔅\0Bopf;𝔹\0Breve;˘\0"
        "Bscr;ℬ\0Bumpeq;≎\0"),
    ['C'] = LETTER(
        "CHcy;Ч\0COPY,©\0Cacute;Ć\0Cap;⋒\0CapitalDifferentialD;ⅅ\0Cayleys;ℭ\0Ccaron;Č\0Ccedil,Ç\0Ccirc;Ĉ\0"
        "Cconint;∰\0Cdot;Ċ\0Cedilla;¸\0CenterDot;·\0Cfr;ℭ\0Chi;Χ\0CircleDot;⊙\0CircleMinus;⊖\0CirclePlus;⊕\0"
        "CircleTimes;⊗\0ClockwiseContourIntegral;∲\0CloseCurlyDoubleQuote;”\0CloseCurlyQuote;’\0Colon;∷\0"
        "Colone;⩴\0Congruent;≡\0Conint;∯\0ContourIntegral;∮\0Copf;ℂ\0Coproduct;∐\0"
        "CounterClockwiseContourIntegral;∳\0Cross;⨯\0Cscr;𝒞\0Cup;⋓\0CupCap;≍\0"),
    ['D'] = LETTER(
        "DD;ⅅ\0DDotrahd;⤑\0DJcy;Ђ\0DScy;Ѕ\0DZcy;Џ\0Dagger;‡\0Darr;↡\0Dashv;⫤\0Dcaron;Ď\0Dcy;Д\0Del;∇\0"
        "Delta;Δ\0Dfr;𝔇\0DiacriticalAcute;´\0DiacriticalDot;˙\0DiacriticalDoubleAcute;˝\0DiacriticalGrave;`\0"
        "DiacriticalTilde;˜\0Diamond;⋄\0DifferentialD;ⅆ\0Dopf;𝔻\0Dot;¨\0DotDot;\342\203\234\0DotEqual;≐\0"
        "DoubleContourIntegral;∯\0DoubleDot;¨\0DoubleDownArrow;⇓\0DoubleLeftArrow;⇐\0DoubleLeftRightArrow;⇔\0"
        "DoubleLeftTee;⫤\0DoubleLongLeftArrow;⟸\0DoubleLongLeftRightArrow;⟺\0DoubleLongRightArrow;⟹\0"
        "DoubleRightArrow;⇒\0DoubleRightTee;⊨\0DoubleUpArrow;⇑\0DoubleUpDownArrow;⇕\0DoubleVerticalBar;∥\0"
        "DownArrow;↓\0DownArrowBar;⤓\0DownArrowUpArrow;⇵\0DownBreve;\314\221\0DownLeftRightVector;⥐\0"
        "DownLeftTeeVector;⥞\0DownLeftVector;↽\0DownLeftVectorBar;⥖\0DownRightTeeVector;⥟\0"
        "DownRightVector;⇁\0DownRightVectorBar;⥗\0DownTee;⊤\0DownTeeArrow;↧\0Downarrow;⇓\0Dscr;𝒟\0Dstrok;Đ\0"),
    ['E'] = LETTER(
        "ENG;Ŋ\0ETH,Ð\0Eacute,É\0Ecaron;Ě\0Ecirc,Ê\0Ecy;Э\0Edot;Ė\0Efr;𝔈\0Egrave,È\0Element;∈\0Emacr;Ē\0"
        "EmptySmallSquare;◻\0EmptyVerySmallSquare;▫\0Eogon;Ę\0Eopf;𝔼\0Epsilon;Ε\0Equal;⩵\0EqualTilde;≂\0"
        "Equilibrium;⇌\0Escr;ℰ\0Esim;⩳\0Eta;Η\0Euml,Ë\0Exists;∃\0ExponentialE;ⅇ\0"),
    ['F'] = LETTER(
        "Fcy;Ф\0Ffr;𝔉\0FilledSmallSquare;◼\0FilledVerySmallSquare;▪\0Fopf;𝔽\0ForAll;∀\0Fouriertrf;ℱ\0Fscr;ℱ\0"),
    ['G'] = LETTER(
        "GJcy;Ѓ\0GT,>\0Gamma;Γ\0Gammad;Ϝ\0Gbreve;Ğ\0Gcedil;Ģ\0Gcirc;Ĝ\0Gcy;Г\0Gdot;Ġ\0Gfr;𝔊\0Gg;⋙\0Gopf;𝔾\0"
        "GreaterEqual;≥\0GreaterEqualLess;⋛\0GreaterFullEqual;≧\0GreaterGreater;⪢\0GreaterLess;≷\0"
        "GreaterSlantEqual;⩾\0GreaterTilde;≳\0Gscr;𝒢\0Gt;≫\0"),
    ['H'] = LETTER(
        "HARDcy;Ъ\0Hacek;ˇ\0Hat;^\0Hcirc;Ĥ\0Hfr;ℌ\0HilbertSpace;ℋ\0Hopf;ℍ\0HorizontalLine;─\0Hscr;ℋ\0"
        "Hstrok;Ħ\0HumpDownHump;≎\0HumpEqual;≏\0"),
    ['I'] = LETTER(
        "IEcy;Е\0IJlig;Ĳ\0IOcy;Ё\0Iacute,Í\0Icirc,Î\0Icy;И\0Idot;İ\0Ifr;ℑ\0Igrave,Ì\0Im;ℑ\0Imacr;Ī\0"
        "ImaginaryI;ⅈ\0Implies;⇒\0Int;∬\0Integral;∫\0Intersection;⋂\0InvisibleComma;\342\201\243\0"
        "InvisibleTimes;\342\201\242\0Iogon;Į\0Iopf;𝕀\0Iota;Ι\0Iscr;ℐ\0Itilde;Ĩ\0Iukcy;І\0Iuml,Ï\0"),
    ['J'] = LETTER(
        "Jcirc;Ĵ\0Jcy;Й\0Jfr;𝔍\0Jopf;𝕁\0Jscr;𝒥\0Jsercy;Ј\0Jukcy;Є\0"),
    ['K'] = LETTER(
        "KHcy;Х\0KJcy;Ќ\0Kappa;Κ\0Kcedil;Ķ\0Kcy;К\0Kfr;𝔎\0Kopf;𝕂\0Kscr;𝒦\0"),
    ['L'] = LETTER(
        "LJcy;Љ\0LT,<\0Lacute;Ĺ\0Lambda;Λ\0Lang;⟪\0Laplacetrf;ℒ\0Larr;↞\0Lcaron;Ľ\0Lcedil;Ļ\0Lcy;Л\0"
        "LeftAngleBracket;⟨\0LeftArrow;←\0LeftArrowBar;⇤\0LeftArrowRightArrow;⇆\0LeftCeiling;⌈\0"
        "LeftDoubleBracket;⟦\0LeftDownTeeVector;⥡\0LeftDownVector;⇃\0LeftDownVectorBar;⥙\0LeftFloor;⌊\0"
        "LeftRightArrow;↔\0LeftRightVector;⥎\0LeftTee;⊣\0LeftTeeArrow;↤\0LeftTeeVector;⥚\0LeftTriangle;⊲\0"
        "LeftTriangleBar;⧏\0LeftTriangleEqual;⊴\0LeftUpDownVector;⥑\0LeftUpTeeVector;⥠\0LeftUpVector;↿\0"
        "LeftUpVectorBar;⥘\0LeftVector;↼\0LeftVectorBar;⥒\0Leftarrow;⇐\0Leftrightarrow;⇔\0"
        "LessEqualGreater;⋚\0LessFullEqual;≦\0LessGreater;≶\0LessLess;⪡\0LessSlantEqual;⩽\0LessTilde;≲\0"
        "Lfr;𝔏\0Ll;⋘\0Lleftarrow;⇚\0Lmidot;Ŀ\0LongLeftArrow;⟵\0LongLeftRightArrow;⟷\0LongRightArrow;⟶\0"
        "Longleftarrow;⟸\0Longleftrightarrow;⟺\0Longrightarrow;⟹\0Lopf;𝕃\0LowerLeftArrow;↙\0"
        "LowerRightArrow;↘\0Lscr;ℒ\0Lsh;↰\0Lstrok;Ł\0Lt;≪\0"),
    ['M'] = LETTER(
        "Map;⤅\0Mcy;М\0MediumSpace;\342\201\237\0Mellintrf;ℳ\0Mfr;𝔐\0MinusPlus;∓\0Mopf;𝕄\0Mscr;ℳ\0Mu;Μ\0"),
    ['N'] = LETTER(
        "NJcy;Њ\0Nacute;Ń\0Ncaron;Ň\0Ncedil;Ņ\0Ncy;Н\0NegativeMediumSpace;\342\200\213\0"
        "NegativeThickSpace;\342\200\213\0NegativeThinSpace;\342\200\213\0"
        "NegativeVeryThinSpace;\342\200\213\0NestedGreaterGreater;≫\0NestedLessLess;≪\0NewLine;\012\0Nfr;𝔑\0"
        "NoBreak;\342\201\240\0NonBreakingSpace;\302\240\0Nopf;ℕ\0Not;⫬\0NotCongruent;≢\0NotCupCap;≭\0"
        "NotDoubleVerticalBar;∦\0NotElement;∉\0NotEqual;≠\0NotEqualTilde;\342\211\202\314\270\0NotExists;∄\0"
        "NotGreater;≯\0NotGreaterEqual;≱\0NotGreaterFullEqual;\342\211\247\314\270\0"
        "NotGreaterGreater;\342\211\253\314\270\0NotGreaterLess;≹\0"
        "NotGreaterSlantEqual;\342\251\276\314\270\0NotGreaterTilde;≵\0NotHumpDownHump;\342\211\216\314\270\0"
        "NotHumpEqual;\342\211\217\314\270\0NotLeftTriangle;⋪\0NotLeftTriangleBar;\342\247\217\314\270\0"
        "NotLeftTriangleEqual;⋬\0NotLess;≮\0NotLessEqual;≰\0NotLessGreater;≸\0"
        "NotLessLess;\342\211\252\314\270\0NotLessSlantEqual;\342\251\275\314\270\0NotLessTilde;≴\0"
        "NotNestedGreaterGreater;\342\252\242\314\270\0NotNestedLessLess;\342\252\241\314\270\0"
        "NotPrecedes;⊀\0NotPrecedesEqual;\342\252\257\314\270\0NotPrecedesSlantEqual;⋠\0NotReverseElement;∌\0"
        "NotRightTriangle;⋫\0NotRightTriangleBar;\342\247\220\314\270\0NotRightTriangleEqual;⋭\0"
        "NotSquareSubset;\342\212\217\314\270\0NotSquareSubsetEqual;⋢\0"
        "NotSquareSuperset;\342\212\220\314\270\0NotSquareSupersetEqual;⋣\0"
        "NotSubset;\342\212\202\342\203\222\0NotSubsetEqual;⊈\0NotSucceeds;⊁\0"
        "NotSucceedsEqual;\342\252\260\314\270\0NotSucceedsSlantEqual;⋡\0"
        "NotSucceedsTilde;\342\211\277\314\270\0NotSuperset;\342\212\203\342\203\222\0NotSupersetEqual;⊉\0"
        "NotTilde;≁\0NotTildeEqual;≄\0NotTildeFullEqual;≇\0NotTildeTilde;≉\0NotVerticalBar;∤\0Nscr;𝒩\0"
        "Ntilde,Ñ\0Nu;Ν\0"),
    ['O'] = LETTER(
        "OElig;Œ\0Oacute,Ó\0Ocirc,Ô\0Ocy;О\0Odblac;Ő\0Ofr;𝔒\0Ograve,Ò\0Omacr;Ō\0Omega;Ω\0Omicron;Ο\0Oopf;𝕆\0"
        "OpenCurlyDoubleQuote;“\0OpenCurlyQuote;‘\0Or;⩔\0Oscr;𝒪\0Oslash,Ø\0Otilde,Õ\0Otimes;⨷\0Ouml,Ö\0"
        "OverBar;‾\0OverBrace;⏞\0OverBracket;⎴\0OverParenthesis;⏜\0"),
    ['P'] = LETTER(
        "PartialD;∂\0Pcy;П\0Pfr;𝔓\0Phi;Φ\0Pi;Π\0PlusMinus;±\0Poincareplane;ℌ\0Popf;ℙ\0Pr;⪻\0Precedes;≺\0"
        "PrecedesEqual;⪯\0PrecedesSlantEqual;≼\0PrecedesTilde;≾\0Prime;″\0Product;∏\0Proportion;∷\0"
        "Proportional;∝\0Pscr;𝒫\0Psi;Ψ\0"),
    ['Q'] = LETTER(
        "QUOT,\042\0Qfr;𝔔\0Qopf;ℚ\0Qscr;𝒬\0"),
    ['R'] = LETTER(
        "RBarr;⤐\0REG,®\0Racute;Ŕ\0Rang;⟫\0Rarr;↠\0Rarrtl;⤖\0Rcaron;Ř\0Rcedil;Ŗ\0Rcy;Р\0Re;ℜ\0"
        "ReverseElement;∋\0ReverseEquilibrium;⇋\0ReverseUpEquilibrium;⥯\0Rfr;ℜ\0Rho;Ρ\0RightAngleBracket;⟩\0"
        "RightArrow;→\0RightArrowBar;⇥\0RightArrowLeftArrow;⇄\0RightCeiling;⌉\0RightDoubleBracket;⟧\0"
        "RightDownTeeVector;⥝\0RightDownVector;⇂\0RightDownVectorBar;⥕\0RightFloor;⌋\0RightTee;⊢\0"
        "RightTeeArrow;↦\0RightTeeVector;⥛\0RightTriangle;⊳\0RightTriangleBar;⧐\0RightTriangleEqual;⊵\0"
        "RightUpDownVector;⥏\0RightUpTeeVector;⥜\0RightUpVector;↾\0RightUpVectorBar;⥔\0RightVector;⇀\0"
        "RightVectorBar;⥓\0Rightarrow;⇒\0Ropf;ℝ\0RoundImplies;⥰\0Rrightarrow;⇛\0Rscr;ℛ\0Rsh;↱\0"
        "RuleDelayed;⧴\0"),
    ['S'] = LETTER(
        "SHCHcy;Щ\0SHcy;Ш\0SOFTcy;Ь\0Sacute;Ś\0Sc;⪼\0Scaron;Š\0Scedil;Ş\0Scirc;Ŝ\0Scy;С\0Sfr;𝔖\0"
        "ShortDownArrow;↓\0ShortLeftArrow;←\0ShortRightArrow;→\0ShortUpArrow;↑\0Sigma;Σ\0SmallCircle;∘\0"
        "Sopf;𝕊\0Sqrt;√\0Square;□\0SquareIntersection;⊓\0SquareSubset;⊏\0SquareSubsetEqual;⊑\0"
        "SquareSuperset;⊐\0SquareSupersetEqual;⊒\0SquareUnion;⊔\0Sscr;𝒮\0Star;⋆\0Sub;⋐\0Subset;⋐\0"
        "SubsetEqual;⊆\0Succeeds;≻\0SucceedsEqual;⪰\0SucceedsSlantEqual;≽\0SucceedsTilde;≿\0SuchThat;∋\0"
        "Sum;∑\0Sup;⋑\0Superset;⊃\0SupersetEqual;⊇\0Supset;⋑\0"),
    ['T'] = LETTER(
        "THORN,Þ\0TRADE;™\0TSHcy;Ћ\0TScy;Ц\0Tab;\011\0Tau;Τ\0Tcaron;Ť\0Tcedil;Ţ\0Tcy;Т\0Tfr;𝔗\0Therefore;∴\0"
        "Theta;Θ\0ThickSpace;\342\201\237\342\200\212\0ThinSpace;\342\200\211\0Tilde;∼\0TildeEqual;≃\0"
        "TildeFullEqual;≅\0TildeTilde;≈\0Topf;𝕋\0TripleDot;\342\203\233\0Tscr;𝒯\0Tstrok;Ŧ\0"),
    ['U'] = LETTER(
        "Uacute,Ú\0Uarr;↟\0Uarrocir;⥉\0Ubrcy;Ў\0Ubreve;Ŭ\0Ucirc,Û\0Ucy;У\0Udblac;Ű\0Ufr;𝔘\0Ugrave,Ù\0"
        "Umacr;Ū\0UnderBar;_\0UnderBrace;⏟\0UnderBracket;⎵\0UnderParenthesis;⏝\0Union;⋃\0UnionPlus;⊎\0"
        "Uogon;Ų\0Uopf;𝕌\0UpArrow;↑\0UpArrowBar;⤒\0UpArrowDownArrow;⇅\0UpDownArrow;↕\0UpEquilibrium;⥮\0"
        "UpTee;⊥\0UpTeeArrow;↥\0Uparrow;⇑\0Updownarrow;⇕\0UpperLeftArrow;↖\0UpperRightArrow;↗\0Upsi;ϒ\0"
        "Upsilon;Υ\0Uring;Ů\0Uscr;𝒰\0Utilde;Ũ\0Uuml,Ü\0"),
    ['V'] = LETTER(
        "VDash;⊫\0Vbar;⫫\0Vcy;В\0Vdash;⊩\0Vdashl;⫦\0Vee;⋁\0Verbar;‖\0Vert;‖\0VerticalBar;∣\0VerticalLine;|\0"
        "VerticalSeparator;❘\0VerticalTilde;≀\0VeryThinSpace;\342\200\212\0Vfr;𝔙\0Vopf;𝕍\0Vscr;𝒱\0Vvdash;⊪\0"),
    ['W'] = LETTER(
        "Wcirc;Ŵ\0Wedge;⋀\0Wfr;𝔚\0Wopf;𝕎\0Wscr;𝒲\0"),
    ['X'] = LETTER(
        "Xfr;𝔛\0Xi;Ξ\0Xopf;𝕏\0Xscr;𝒳\0"),
    ['Y'] = LETTER(
        "YAcy;Я\0YIcy;Ї\0YUcy;Ю\0Yacute,Ý\0Ycirc;Ŷ\0Ycy;Ы\0Yfr;𝔜\0Yopf;𝕐\0Yscr;𝒴\0Yuml;Ÿ\0"),
    ['Z'] = LETTER(
        "ZHcy;Ж\0Zacute;Ź\0Zcaron;Ž\0Zcy;З\0Zdot;Ż\0ZeroWidthSpace;\342\200\213\0Zeta;Ζ\0Zfr;ℨ\0Zopf;ℤ\0"
        "Zscr;𝒵\0"),
    ['a'] = LETTER(
        "aacute,á\0abreve;ă\0ac;∾\0acE;\342\210\276\314\263\0acd;∿\0acirc,â\0acute,´\0acy;а\0aelig,æ\0"
        "af;\342\201\241\0afr;𝔞\0agrave,à\0alefsym;ℵ\0aleph;ℵ\0alpha;α\0amacr;ā\0amalg;⨿\0amp,&\0and;∧\0"
        "andand;⩕\0andd;⩜\0andslope;⩘\0andv;⩚\0ang;∠\0ange;⦤\0angle;∠\0angmsd;∡\0angmsdaa;⦨\0angmsdab;⦩\0"
        "angmsdac;⦪\0angmsdad;⦫\0angmsdae;⦬\0angmsdaf;⦭\0angmsdag;⦮\0angmsdah;⦯\0angrt;∟\0angrtvb;⊾\0"
        "angrtvbd;⦝\0angsph;∢\0angst;Å\0angzarr;⍼\0aogon;ą\0aopf;𝕒\0ap;≈\0apE;⩰\0apacir;⩯\0ape;≊\0apid;≋\0"
        "apos;'\0approx;≈\0approxeq;≊\0aring,å\0ascr;𝒶\0ast;*\0asymp;≈\0asympeq;≍\0atilde,ã\0auml,ä\0"
        "awconint;∳\0awint;⨑\0"),
    ['b'] = LETTER(
        "bNot;⫭\0backcong;≌\0backepsilon;϶\0backprime;‵\0backsim;∽\0backsimeq;⋍\0barvee;⊽\0barwed;⌅\0"
        "barwedge;⌅\0bbrk;⎵\0bbrktbrk;⎶\0bcong;≌\0bcy;б\0bdquo;„\0becaus;∵\0because;∵\0bemptyv;⦰\0bepsi;϶\0"
        "bernou;ℬ\0beta;β\0beth;ℶ\0between;≬\0bfr;𝔟\0bigcap;⋂\0bigcirc;◯\0bigcup;⋃\0bigodot;⨀\0bigoplus;⨁\0"
        "bigotimes;⨂\0bigsqcup;⨆\0bigstar;★\0bigtriangledown;▽\0bigtriangleup;△\0biguplus;⨄\0bigvee;⋁\0"
        "bigwedge;⋀\0bkarow;⤍\0blacklozenge;⧫\0blacksquare;▪\0blacktriangle;▴\0blacktriangledown;▾\0"
        "blacktriangleleft;◂\0blacktriangleright;▸\0blank;␣\0blk12;▒\0blk14;░\0blk34;▓\0block;█\0"
        "bne;\075\342\203\245\0bnequiv;\342\211\241\342\203\245\0bnot;⌐\0bopf;𝕓\0bot;⊥\0bottom;⊥\0bowtie;⋈\0"
        "boxDL;╗\0boxDR;╔\0boxDl;╖\0boxDr;╓\0boxH;═\0boxHD;╦\0boxHU;╩\0boxHd;╤\0boxHu;╧\0boxUL;╝\0boxUR;╚\0"
        "boxUl;╜\0boxUr;╙\0boxV;║\0boxVH;╬\0boxVL;╣\0boxVR;╠\0boxVh;╫\0boxVl;╢\0boxVr;╟\0boxbox;⧉\0boxdL;╕\0"
        "boxdR;╒\0boxdl;┐\0boxdr;┌\0boxh;─\0boxhD;╥\0boxhU;╨\0boxhd;┬\0boxhu;┴\0boxminus;⊟\0boxplus;⊞\0"
        "boxtimes;⊠\0boxuL;╛\0boxuR;╘\0boxul;┘\0boxur;└\0boxv;│\0boxvH;╪\0boxvL;╡\0boxvR;╞\0boxvh;┼\0"
        "boxvl;┤\0boxvr;├\0bprime;‵\0breve;˘\0brvbar,¦\0bscr;𝒷\0bsemi;⁏\0bsim;∽\0bsime;⋍\0bsol;\134\0"
        "bsolb;⧅\0bsolhsub;⟈\0bull;•\0bullet;•\0bump;≎\0bumpE;⪮\0bumpe;≏\0bumpeq;≏\0"),
    ['c'] = LETTER(
        "cacute;ć\0cap;∩\0capand;⩄\0capbrcup;⩉\0capcap;⩋\0capcup;⩇\0capdot;⩀\0caps;\342\210\251\357\270\200\0"
        "caret;⁁\0caron;ˇ\0ccaps;⩍\0ccaron;č\0ccedil,ç\0ccirc;ĉ\0ccups;⩌\0ccupssm;⩐\0cdot;ċ\0cedil,¸\0"
        "cemptyv;⦲\0cent,¢\0centerdot;·\0cfr;𝔠\0chcy;ч\0check;✓\0checkmark;✓\0chi;χ\0cir;○\0cirE;⧃\0circ;ˆ\0"
        "circeq;≗\0circlearrowleft;↺\0circlearrowright;↻\0circledR;®\0circledS;Ⓢ\0circledast;⊛\0"
        "circledcirc;⊚\0circleddash;⊝\0cire;≗\0cirfnint;⨐\0cirmid;⫯\0cirscir;⧂\0clubs;♣\0clubsuit;♣\0"
        "colon;:\0colone;≔\0coloneq;≔\0comma;,\0commat;@\0comp;∁\0compfn;∘\0complement;∁\0complexes;ℂ\0"
        "cong;≅\0congdot;⩭\0conint;∮\0copf;𝕔\0coprod;∐\0copy,©\0copysr;℗\0crarr;↵\0cross;✗\0cscr;𝒸\0csub;⫏\0"
        "csube;⫑\0csup;⫐\0csupe;⫒\0ctdot;⋯\0cudarrl;⤸\0cudarrr;⤵\0cuepr;⋞\0cuesc;⋟\0cularr;↶\0cularrp;⤽\0"
        "cup;∪\0cupbrcap;⩈\0cupcap;⩆\0cupcup;⩊\0cupdot;⊍\0cupor;⩅\0cups;\342\210\252\357\270\200\0curarr;↷\0"
        "curarrm;⤼\0curlyeqprec;⋞\0curlyeqsucc;⋟\0curlyvee;⋎\0curlywedge;⋏\0curren,¤\0curvearrowleft;↶\0"
        "curvearrowright;↷\0cuvee;⋎\0cuwed;⋏\0cwconint;∲\0cwint;∱\0cylcty;⌭\0"),
    ['d'] = LETTER(
        "dArr;⇓\0dHar;⥥\0dagger;†\0daleth;ℸ\0darr;↓\0dash;‐\0dashv;⊣\0dbkarow;⤏\0dblac;˝\0dcaron;ď\0dcy;д\0"
        "dd;ⅆ\0ddagger;‡\0ddarr;⇊\0ddotseq;⩷\0deg,°\0delta;δ\0demptyv;⦱\0dfisht;⥿\0dfr;𝔡\0dharl;⇃\0dharr;⇂\0"
        "diam;⋄\0diamond;⋄\0diamondsuit;♦\0diams;♦\0die;¨\0digamma;ϝ\0disin;⋲\0div;÷\0divide,÷\0"
        "divideontimes;⋇\0divonx;⋇\0djcy;ђ\0dlcorn;⌞\0dlcrop;⌍\0dollar;$\0dopf;𝕕\0dot;˙\0doteq;≐\0"
        "doteqdot;≑\0dotminus;∸\0dotplus;∔\0dotsquare;⊡\0doublebarwedge;⌆\0downarrow;↓\0downdownarrows;⇊\0"
        "downharpoonleft;⇃\0downharpoonright;⇂\0drbkarow;⤐\0drcorn;⌟\0drcrop;⌌\0dscr;𝒹\0dscy;ѕ\0dsol;⧶\0"
        "dstrok;đ\0dtdot;⋱\0dtri;▿\0dtrif;▾\0duarr;⇵\0duhar;⥯\0dwangle;⦦\0dzcy;џ\0dzigrarr;⟿\0"),
    ['e'] = LETTER(
        "eDDot;⩷\0eDot;≑\0eacute,é\0easter;⩮\0ecaron;ě\0ecir;≖\0ecirc,ê\0ecolon;≕\0ecy;э\0edot;ė\0ee;ⅇ\0"
        "efDot;≒\0efr;𝔢\0eg;⪚\0egrave,è\0egs;⪖\0egsdot;⪘\0el;⪙\0elinters;⏧\0ell;ℓ\0els;⪕\0elsdot;⪗\0emacr;ē\0"
        "empty;∅\0emptyset;∅\0emptyv;∅\0emsp;\342\200\203\0emsp13;\342\200\204\0emsp14;\342\200\205\0eng;ŋ\0"
        "ensp;\342\200\202\0eogon;ę\0eopf;𝕖\0epar;⋕\0eparsl;⧣\0eplus;⩱\0epsi;ε\0epsilon;ε\0epsiv;ϵ\0"
        "eqcirc;≖\0eqcolon;≕\0eqsim;≂\0eqslantgtr;⪖\0eqslantless;⪕\0equals;=\0equest;≟\0equiv;≡\0equivDD;⩸\0"
        "eqvparsl;⧥\0erDot;≓\0erarr;⥱\0escr;ℯ\0esdot;≐\0esim;≂\0eta;η\0eth,ð\0euml,ë\0euro;€\0excl;!\0"
        "exist;∃\0expectation;ℰ\0exponentiale;ⅇ\0"),
    ['f'] = LETTER(
        "fallingdotseq;≒\0fcy;ф\0female;♀\0ffilig;ﬃ\0fflig;ﬀ\0ffllig;ﬄ\0ffr;𝔣\0filig;ﬁ\0fjlig;fj\0flat;♭\0"
        "fllig;ﬂ\0fltns;▱\0fnof;ƒ\0fopf;𝕗\0forall;∀\0fork;⋔\0forkv;⫙\0fpartint;⨍\0frac12,½\0frac13;⅓\0"
        "frac14,¼\0frac15;⅕\0frac16;⅙\0frac18;⅛\0frac23;⅔\0frac25;⅖\0frac34,¾\0frac35;⅗\0frac38;⅜\0frac45;⅘\0"
        "frac56;⅚\0frac58;⅝\0frac78;⅞\0frasl;⁄\0frown;⌢\0fscr;𝒻\0"),
    ['g'] = LETTER(
        "gE;≧\0gEl;⪌\0gacute;ǵ\0gamma;γ\0gammad;ϝ\0gap;⪆\0gbreve;ğ\0gcirc;ĝ\0gcy;г\0gdot;ġ\0ge;≥\0gel;⋛\0"
        "geq;≥\0geqq;≧\0geqslant;⩾\0ges;⩾\0gescc;⪩\0gesdot;⪀\0gesdoto;⪂\0gesdotol;⪄\0"
        "gesl;\342\213\233\357\270\200\0gesles;⪔\0gfr;𝔤\0gg;≫\0ggg;⋙\0gimel;ℷ\0gjcy;ѓ\0gl;≷\0glE;⪒\0gla;⪥\0"
        "glj;⪤\0gnE;≩\0gnap;⪊\0gnapprox;⪊\0gne;⪈\0gneq;⪈\0gneqq;≩\0gnsim;⋧\0gopf;𝕘\0grave;`\0gscr;ℊ\0gsim;≳\0"
        "gsime;⪎\0gsiml;⪐\0gt,>\0gtcc;⪧\0gtcir;⩺\0gtdot;⋗\0gtlPar;⦕\0gtquest;⩼\0gtrapprox;⪆\0gtrarr;⥸\0"
        "gtrdot;⋗\0gtreqless;⋛\0gtreqqless;⪌\0gtrless;≷\0gtrsim;≳\0gvertneqq;\342\211\251\357\270\200\0"
        "gvnE;\342\211\251\357\270\200\0"),
    ['h'] = LETTER(
        "hArr;⇔\0hairsp;\342\200\212\0half;½\0hamilt;ℋ\0hardcy;ъ\0harr;↔\0harrcir;⥈\0harrw;↭\0hbar;ℏ\0"
        "hcirc;ĥ\0hearts;♥\0heartsuit;♥\0hellip;…\0hercon;⊹\0hfr;𝔥\0hksearow;⤥\0hkswarow;⤦\0hoarr;⇿\0"
        "homtht;∻\0hookleftarrow;↩\0hookrightarrow;↪\0hopf;𝕙\0horbar;―\0hscr;𝒽\0hslash;ℏ\0hstrok;ħ\0"
        "hybull;⁃\0hyphen;‐\0"),
    ['i'] = LETTER(
        "iacute,í\0ic;\342\201\243\0icirc,î\0icy;и\0iecy;е\0iexcl,¡\0iff;⇔\0ifr;𝔦\0igrave,ì\0ii;ⅈ\0iiiint;⨌\0"
        "iiint;∭\0iinfin;⧜\0iiota;℩\0ijlig;ĳ\0imacr;ī\0image;ℑ\0imagline;ℐ\0imagpart;ℑ\0imath;ı\0imof;⊷\0"
        "imped;Ƶ\0in;∈\0incare;℅\0infin;∞\0infintie;⧝\0inodot;ı\0int;∫\0intcal;⊺\0integers;ℤ\0intercal;⊺\0"
        "intlarhk;⨗\0intprod;⨼\0iocy;ё\0iogon;į\0iopf;𝕚\0iota;ι\0iprod;⨼\0iquest,¿\0iscr;𝒾\0isin;∈\0isinE;⋹\0"
        "isindot;⋵\0isins;⋴\0isinsv;⋳\0isinv;∈\0it;\342\201\242\0itilde;ĩ\0iukcy;і\0iuml,ï\0"),
    ['j'] = LETTER(
        "jcirc;ĵ\0jcy;й\0jfr;𝔧\0jmath;ȷ\0jopf;𝕛\0jscr;𝒿\0jsercy;ј\0jukcy;є\0"),
    ['k'] = LETTER(
        "kappa;κ\0kappav;ϰ\0kcedil;ķ\0kcy;к\0kfr;𝔨\0kgreen;ĸ\0khcy;х\0kjcy;ќ\0kopf;𝕜\0kscr;𝓀\0"),
    ['l'] = LETTER(
        "lAarr;⇚\0lArr;⇐\0lAtail;⤛\0lBarr;⤎\0lE;≦\0lEg;⪋\0lHar;⥢\0lacute;ĺ\0laemptyv;⦴\0lagran;ℒ\0lambda;λ\0"
        "lang;⟨\0langd;⦑\0langle;⟨\0lap;⪅\0laquo,«\0larr;←\0larrb;⇤\0larrbfs;⤟\0larrfs;⤝\0larrhk;↩\0"
        "larrlp;↫\0larrpl;⤹\0larrsim;⥳\0larrtl;↢\0lat;⪫\0latail;⤙\0late;⪭\0lates;\342\252\255\357\270\200\0"
        "lbarr;⤌\0lbbrk;❲\0lbrace;{\0lbrack;[\0lbrke;⦋\0lbrksld;⦏\0lbrkslu;⦍\0lcaron;ľ\0lcedil;ļ\0lceil;⌈\0"
        "lcub;{\0lcy;л\0ldca;⤶\0ldquo;“\0ldquor;„\0ldrdhar;⥧\0ldrushar;⥋\0ldsh;↲\0le;≤\0leftarrow;←\0"
        "leftarrowtail;↢\0leftharpoondown;↽\0leftharpoonup;↼\0leftleftarrows;⇇\0leftrightarrow;↔\0"
        "leftrightarrows;⇆\0leftrightharpoons;⇋\0leftrightsquigarrow;↭\0leftthreetimes;⋋\0leg;⋚\0leq;≤\0"
        "leqq;≦\0leqslant;⩽\0les;⩽\0lescc;⪨\0lesdot;⩿\0lesdoto;⪁\0lesdotor;⪃\0lesg;\342\213\232\357\270\200\0"
        "lesges;⪓\0lessapprox;⪅\0lessdot;⋖\0lesseqgtr;⋚\0lesseqqgtr;⪋\0lessgtr;≶\0lesssim;≲\0lfisht;⥼\0"
        "lfloor;⌊\0lfr;𝔩\0lg;≶\0lgE;⪑\0lhard;↽\0lharu;↼\0lharul;⥪\0lhblk;▄\0ljcy;љ\0ll;≪\0llarr;⇇\0"
        "llcorner;⌞\0llhard;⥫\0lltri;◺\0lmidot;ŀ\0lmoust;⎰\0lmoustache;⎰\0lnE;≨\0lnap;⪉\0lnapprox;⪉\0lne;⪇\0"
        "lneq;⪇\0lneqq;≨\0lnsim;⋦\0loang;⟬\0loarr;⇽\0lobrk;⟦\0longleftarrow;⟵\0longleftrightarrow;⟷\0"
        "longmapsto;⟼\0longrightarrow;⟶\0looparrowleft;↫\0looparrowright;↬\0lopar;⦅\0lopf;𝕝\0loplus;⨭\0"
        "lotimes;⨴\0lowast;∗\0lowbar;_\0loz;◊\0lozenge;◊\0lozf;⧫\0lpar;(\0lparlt;⦓\0lrarr;⇆\0lrcorner;⌟\0"
        "lrhar;⇋\0lrhard;⥭\0lrm;\342\200\216\0lrtri;⊿\0lsaquo;‹\0lscr;𝓁\0lsh;↰\0lsim;≲\0lsime;⪍\0lsimg;⪏\0"
        "lsqb;[\0lsquo;‘\0lsquor;‚\0lstrok;ł\0lt,<\0ltcc;⪦\0ltcir;⩹\0ltdot;⋖\0lthree;⋋\0ltimes;⋉\0ltlarr;⥶\0"
        "ltquest;⩻\0ltrPar;⦖\0ltri;◃\0ltrie;⊴\0ltrif;◂\0lurdshar;⥊\0luruhar;⥦\0"
        "lvertneqq;\342\211\250\357\270\200\0lvnE;\342\211\250\357\270\200\0"),
    ['m'] = LETTER(
        "mDDot;∺\0macr,¯\0male;♂\0malt;✠\0maltese;✠\0map;↦\0mapsto;↦\0mapstodown;↧\0mapstoleft;↤\0"
        "mapstoup;↥\0marker;▮\0mcomma;⨩\0mcy;м\0mdash;—\0measuredangle;∡\0mfr;𝔪\0mho;℧\0micro,µ\0mid;∣\0"
        "midast;*\0midcir;⫰\0middot,·\0minus;−\0minusb;⊟\0minusd;∸\0minusdu;⨪\0mlcp;⫛\0mldr;…\0mnplus;∓\0"
        "models;⊧\0mopf;𝕞\0mp;∓\0mscr;𝓂\0mstpos;∾\0mu;μ\0multimap;⊸\0mumap;⊸\0"),
    ['n'] = LETTER(
        "nGg;\342\213\231\314\270\0nGtv;\342\211\253\314\270\0nLeftarrow;⇍\0nLeftrightarrow;⇎\0"
        "nLl;\342\213\230\314\270\0nLtv;\342\211\252\314\270\0nRightarrow;⇏\0nVDash;⊯\0nVdash;⊮\0nabla;∇\0"
        "nacute;ń\0nang;\342\210\240\342\203\222\0nap;≉\0napE;\342\251\260\314\270\0"
        "napid;\342\211\213\314\270\0napos;ŉ\0napprox;≉\0natur;♮\0natural;♮\0naturals;ℕ\0nbsp,\302\240\0"
        "nbump;\342\211\216\314\270\0nbumpe;\342\211\217\314\270\0ncap;⩃\0ncaron;ň\0ncedil;ņ\0ncong;≇\0"
        "ncongdot;\342\251\255\314\270\0ncup;⩂\0ncy;н\0ndash;–\0ne;≠\0neArr;⇗\0nearhk;⤤\0nearr;↗\0nearrow;↗\0"
        "nedot;\342\211\220\314\270\0nequiv;≢\0nesear;⤨\0nesim;\342\211\202\314\270\0nexist;∄\0nexists;∄\0"
        "nfr;𝔫\0ngE;\342\211\247\314\270\0nge;≱\0ngeq;≱\0ngeqq;\342\211\247\314\270\0"
        "ngeqslant;\342\251\276\314\270\0nges;\342\251\276\314\270\0ngsim;≵\0ngt;≯\0ngtr;≯\0nhArr;⇎\0"
        "nharr;↮\0nhpar;⫲\0ni;∋\0nis;⋼\0nisd;⋺\0niv;∋\0njcy;њ\0nlArr;⇍\0nlE;\342\211\246\314\270\0nlarr;↚\0"
        "nldr;‥\0nle;≰\0nleftarrow;↚\0nleftrightarrow;↮\0nleq;≰\0nleqq;\342\211\246\314\270\0"
        "nleqslant;\342\251\275\314\270\0nles;\342\251\275\314\270\0nless;≮\0nlsim;≴\0nlt;≮\0nltri;⋪\0"
        "nltrie;⋬\0nmid;∤\0nopf;𝕟\0not,¬\0notin;∉\0notinE;\342\213\271\314\270\0"
        "notindot;\342\213\265\314\270\0notinva;∉\0notinvb;⋷\0notinvc;⋶\0notni;∌\0notniva;∌\0notnivb;⋾\0"
        "notnivc;⋽\0npar;∦\0nparallel;∦\0nparsl;\342\253\275\342\203\245\0npart;\342\210\202\314\270\0"
        "npolint;⨔\0npr;⊀\0nprcue;⋠\0npre;\342\252\257\314\270\0nprec;⊀\0npreceq;\342\252\257\314\270\0"
        "nrArr;⇏\0nrarr;↛\0nrarrc;\342\244\263\314\270\0nrarrw;\342\206\235\314\270\0nrightarrow;↛\0nrtri;⋫\0"
        "nrtrie;⋭\0nsc;⊁\0nsccue;⋡\0nsce;\342\252\260\314\270\0nscr;𝓃\0nshortmid;∤\0nshortparallel;∦\0"
        "nsim;≁\0nsime;≄\0nsimeq;≄\0nsmid;∤\0nspar;∦\0nsqsube;⋢\0nsqsupe;⋣\0nsub;⊄\0"
        "nsubE;\342\253\205\314\270\0nsube;⊈\0nsubset;\342\212\202\342\203\222\0nsubseteq;⊈\0"
        "nsubseteqq;\342\253\205\314\270\0nsucc;⊁\0nsucceq;\342\252\260\314\270\0nsup;⊅\0"
        "nsupE;\342\253\206\314\270\0nsupe;⊉\0nsupset;\342\212\203\342\203\222\0nsupseteq;⊉\0"
        "nsupseteqq;\342\253\206\314\270\0ntgl;≹\0ntilde,ñ\0ntlg;≸\0ntriangleleft;⋪\0ntrianglelefteq;⋬\0"
        "ntriangleright;⋫\0ntrianglerighteq;⋭\0nu;ν\0num;#\0numero;№\0numsp;\342\200\207\0nvDash;⊭\0"
        "nvHarr;⤄\0nvap;\342\211\215\342\203\222\0nvdash;⊬\0nvge;\342\211\245\342\203\222\0"
        "nvgt;\076\342\203\222\0nvinfin;⧞\0nvlArr;⤂\0nvle;\342\211\244\342\203\222\0nvlt;\074\342\203\222\0"
        "nvltrie;\342\212\264\342\203\222\0nvrArr;⤃\0nvrtrie;\342\212\265\342\203\222\0"
        "nvsim;\342\210\274\342\203\222\0nwArr;⇖\0nwarhk;⤣\0nwarr;↖\0nwarrow;↖\0nwnear;⤧\0"),
    ['o'] = LETTER(
        "oS;Ⓢ\0oacute,ó\0oast;⊛\0ocir;⊚\0ocirc,ô\0ocy;о\0odash;⊝\0odblac;ő\0odiv;⨸\0odot;⊙\0odsold;⦼\0"
        "oelig;œ\0ofcir;⦿\0ofr;𝔬\0ogon;˛\0ograve,ò\0ogt;⧁\0ohbar;⦵\0ohm;Ω\0oint;∮\0olarr;↺\0olcir;⦾\0"
        "olcross;⦻\0oline;‾\0olt;⧀\0omacr;ō\0omega;ω\0omicron;ο\0omid;⦶\0ominus;⊖\0oopf;𝕠\0opar;⦷\0operp;⦹\0"
        "oplus;⊕\0or;∨\0orarr;↻\0ord;⩝\0order;ℴ\0orderof;ℴ\0ordf,ª\0ordm,º\0origof;⊶\0oror;⩖\0orslope;⩗\0"
        "orv;⩛\0oscr;ℴ\0oslash,ø\0osol;⊘\0otilde,õ\0otimes;⊗\0otimesas;⨶\0ouml,ö\0ovbar;⌽\0"),
    ['p'] = LETTER(
        "par;∥\0para,¶\0parallel;∥\0parsim;⫳\0parsl;⫽\0part;∂\0pcy;п\0percnt;%\0period;.\0permil;‰\0perp;⊥\0"
        "pertenk;‱\0pfr;𝔭\0phi;φ\0phiv;ϕ\0phmmat;ℳ\0phone;☎\0pi;π\0pitchfork;⋔\0piv;ϖ\0planck;ℏ\0planckh;ℎ\0"
        "plankv;ℏ\0plus;+\0plusacir;⨣\0plusb;⊞\0pluscir;⨢\0plusdo;∔\0plusdu;⨥\0pluse;⩲\0plusmn,±\0plussim;⨦\0"
        "plustwo;⨧\0pm;±\0pointint;⨕\0popf;𝕡\0pound,£\0pr;≺\0prE;⪳\0prap;⪷\0prcue;≼\0pre;⪯\0prec;≺\0"
        "precapprox;⪷\0preccurlyeq;≼\0preceq;⪯\0precnapprox;⪹\0precneqq;⪵\0precnsim;⋨\0precsim;≾\0prime;′\0"
        "primes;ℙ\0prnE;⪵\0prnap;⪹\0prnsim;⋨\0prod;∏\0profalar;⌮\0profline;⌒\0profsurf;⌓\0prop;∝\0propto;∝\0"
        "prsim;≾\0prurel;⊰\0pscr;𝓅\0psi;ψ\0puncsp;\342\200\210\0"),
    ['q'] = LETTER(
        "qfr;𝔮\0qint;⨌\0qopf;𝕢\0qprime;⁗\0qscr;𝓆\0quaternions;ℍ\0quatint;⨖\0quest;\077\0questeq;≟\0"
        "quot,\042\0"),
    ['r'] = LETTER(
        "rAarr;⇛\0rArr;⇒\0rAtail;⤜\0rBarr;⤏\0rHar;⥤\0race;\342\210\275\314\261\0racute;ŕ\0radic;√\0"
        "raemptyv;⦳\0rang;⟩\0rangd;⦒\0range;⦥\0rangle;⟩\0raquo,»\0rarr;→\0rarrap;⥵\0rarrb;⇥\0rarrbfs;⤠\0"
        "rarrc;⤳\0rarrfs;⤞\0rarrhk;↪\0rarrlp;↬\0rarrpl;⥅\0rarrsim;⥴\0rarrtl;↣\0rarrw;↝\0ratail;⤚\0ratio;∶\0"
        "rationals;ℚ\0rbarr;⤍\0rbbrk;❳\0rbrace;}\0rbrack;]\0rbrke;⦌\0rbrksld;⦎\0rbrkslu;⦐\0rcaron;ř\0"
        "rcedil;ŗ\0rceil;⌉\0rcub;}\0rcy;р\0rdca;⤷\0rdldhar;⥩\0rdquo;”\0rdquor;”\0rdsh;↳\0real;ℜ\0realine;ℛ\0"
        "realpart;ℜ\0reals;ℝ\0rect;▭\0reg,®\0rfisht;⥽\0rfloor;⌋\0rfr;𝔯\0rhard;⇁\0rharu;⇀\0rharul;⥬\0rho;ρ\0"
        "rhov;ϱ\0rightarrow;→\0rightarrowtail;↣\0rightharpoondown;⇁\0rightharpoonup;⇀\0rightleftarrows;⇄\0"
        "rightleftharpoons;⇌\0rightrightarrows;⇉\0rightsquigarrow;↝\0rightthreetimes;⋌\0ring;˚\0"
        "risingdotseq;≓\0rlarr;⇄\0rlhar;⇌\0rlm;\342\200\217\0rmoust;⎱\0rmoustache;⎱\0rnmid;⫮\0roang;⟭\0"
        "roarr;⇾\0robrk;⟧\0ropar;⦆\0ropf;𝕣\0roplus;⨮\0rotimes;⨵\0rpar;)\0rpargt;⦔\0rppolint;⨒\0rrarr;⇉\0"
        "rsaquo;›\0rscr;𝓇\0rsh;↱\0rsqb;]\0rsquo;’\0rsquor;’\0rthree;⋌\0rtimes;⋊\0rtri;▹\0rtrie;⊵\0rtrif;▸\0"
        "rtriltri;⧎\0ruluhar;⥨\0rx;℞\0"),
    ['s'] = LETTER(
        "sacute;ś\0sbquo;‚\0sc;≻\0scE;⪴\0scap;⪸\0scaron;š\0sccue;≽\0sce;⪰\0scedil;ş\0scirc;ŝ\0scnE;⪶\0"
        "scnap;⪺\0scnsim;⋩\0scpolint;⨓\0scsim;≿\0scy;с\0sdot;⋅\0sdotb;⊡\0sdote;⩦\0seArr;⇘\0searhk;⤥\0"
        "searr;↘\0searrow;↘\0sect,§\0semi;;\0seswar;⤩\0setminus;∖\0setmn;∖\0sext;✶\0sfr;𝔰\0sfrown;⌢\0"
        "sharp;♯\0shchcy;щ\0shcy;ш\0shortmid;∣\0shortparallel;∥\0shy,\302\255\0sigma;σ\0sigmaf;ς\0sigmav;ς\0"
        "sim;∼\0simdot;⩪\0sime;≃\0simeq;≃\0simg;⪞\0simgE;⪠\0siml;⪝\0simlE;⪟\0simne;≆\0simplus;⨤\0simrarr;⥲\0"
        "slarr;←\0smallsetminus;∖\0smashp;⨳\0smeparsl;⧤\0smid;∣\0smile;⌣\0smt;⪪\0smte;⪬\0"
        "smtes;\342\252\254\357\270\200\0softcy;ь\0sol;/\0solb;⧄\0solbar;⌿\0sopf;𝕤\0spades;♠\0spadesuit;♠\0"
        "spar;∥\0sqcap;⊓\0sqcaps;\342\212\223\357\270\200\0sqcup;⊔\0sqcups;\342\212\224\357\270\200\0"
        "sqsub;⊏\0sqsube;⊑\0sqsubset;⊏\0sqsubseteq;⊑\0sqsup;⊐\0sqsupe;⊒\0sqsupset;⊐\0sqsupseteq;⊒\0squ;□\0"
        "square;□\0squarf;▪\0squf;▪\0srarr;→\0sscr;𝓈\0ssetmn;∖\0ssmile;⌣\0sstarf;⋆\0star;☆\0starf;★\0"
        "straightepsilon;ϵ\0straightphi;ϕ\0strns;¯\0sub;⊂\0subE;⫅\0subdot;⪽\0sube;⊆\0subedot;⫃\0submult;⫁\0"
        "subnE;⫋\0subne;⊊\0subplus;⪿\0subrarr;⥹\0subset;⊂\0subseteq;⊆\0subseteqq;⫅\0subsetneq;⊊\0"
        "subsetneqq;⫋\0subsim;⫇\0subsub;⫕\0subsup;⫓\0succ;≻\0succapprox;⪸\0succcurlyeq;≽\0succeq;⪰\0"
        "succnapprox;⪺\0succneqq;⪶\0succnsim;⋩\0succsim;≿\0sum;∑\0sung;♪\0sup;⊃\0sup1,¹\0sup2,²\0sup3,³\0"
        "supE;⫆\0supdot;⪾\0supdsub;⫘\0supe;⊇\0supedot;⫄\0suphsol;⟉\0suphsub;⫗\0suplarr;⥻\0supmult;⫂\0"
        "supnE;⫌\0supne;⊋\0supplus;⫀\0supset;⊃\0supseteq;⊇\0supseteqq;⫆\0supsetneq;⊋\0supsetneqq;⫌\0"
        "supsim;⫈\0supsub;⫔\0supsup;⫖\0swArr;⇙\0swarhk;⤦\0swarr;↙\0swarrow;↙\0swnwar;⤪\0szlig,ß\0"),
    ['t'] = LETTER(
        "target;⌖\0tau;τ\0tbrk;⎴\0tcaron;ť\0tcedil;ţ\0tcy;т\0tdot;\342\203\233\0telrec;⌕\0tfr;𝔱\0there4;∴\0"
        "therefore;∴\0theta;θ\0thetasym;ϑ\0thetav;ϑ\0thickapprox;≈\0thicksim;∼\0thinsp;\342\200\211\0"
        "thkap;≈\0thksim;∼\0thorn,þ\0tilde;˜\0times,×\0timesb;⊠\0timesbar;⨱\0timesd;⨰\0tint;∭\0toea;⤨\0"
        "top;⊤\0topbot;⌶\0topcir;⫱\0topf;𝕥\0topfork;⫚\0tosa;⤩\0tprime;‴\0trade;™\0triangle;▵\0"
        "triangledown;▿\0triangleleft;◃\0trianglelefteq;⊴\0triangleq;≜\0triangleright;▹\0trianglerighteq;⊵\0"
        "tridot;◬\0trie;≜\0triminus;⨺\0triplus;⨹\0trisb;⧍\0tritime;⨻\0trpezium;⏢\0tscr;𝓉\0tscy;ц\0tshcy;ћ\0"
        "tstrok;ŧ\0twixt;≬\0twoheadleftarrow;↞\0twoheadrightarrow;↠\0"),
    ['u'] = LETTER(
        "uArr;⇑\0uHar;⥣\0uacute,ú\0uarr;↑\0ubrcy;ў\0ubreve;ŭ\0ucirc,û\0ucy;у\0udarr;⇅\0udblac;ű\0udhar;⥮\0"
        "ufisht;⥾\0ufr;𝔲\0ugrave,ù\0uharl;↿\0uharr;↾\0uhblk;▀\0ulcorn;⌜\0ulcorner;⌜\0ulcrop;⌏\0ultri;◸\0"
        "umacr;ū\0uml,¨\0uogon;ų\0uopf;𝕦\0uparrow;↑\0updownarrow;↕\0upharpoonleft;↿\0upharpoonright;↾\0"
        "uplus;⊎\0upsi;υ\0upsih;ϒ\0upsilon;υ\0upuparrows;⇈\0urcorn;⌝\0urcorner;⌝\0urcrop;⌎\0uring;ů\0"
        "urtri;◹\0uscr;𝓊\0utdot;⋰\0utilde;ũ\0utri;▵\0utrif;▴\0uuarr;⇈\0uuml,ü\0uwangle;⦧\0"),
    ['v'] = LETTER(
        "vArr;⇕\0vBar;⫨\0vBarv;⫩\0vDash;⊨\0vangrt;⦜\0varepsilon;ϵ\0varkappa;ϰ\0varnothing;∅\0varphi;ϕ\0"
        "varpi;ϖ\0varpropto;∝\0varr;↕\0varrho;ϱ\0varsigma;ς\0varsubsetneq;\342\212\212\357\270\200\0"
        "varsubsetneqq;\342\253\213\357\270\200\0varsupsetneq;\342\212\213\357\270\200\0"
        "varsupsetneqq;\342\253\214\357\270\200\0vartheta;ϑ\0vartriangleleft;⊲\0vartriangleright;⊳\0vcy;в\0"
        "vdash;⊢\0vee;∨\0veebar;⊻\0veeeq;≚\0vellip;⋮\0verbar;|\0vert;|\0vfr;𝔳\0vltri;⊲\0"
        "vnsub;\342\212\202\342\203\222\0vnsup;\342\212\203\342\203\222\0vopf;𝕧\0vprop;∝\0vrtri;⊳\0vscr;𝓋\0"
        "vsubnE;\342\253\213\357\270\200\0vsubne;\342\212\212\357\270\200\0vsupnE;\342\253\214\357\270\200\0"
        "vsupne;\342\212\213\357\270\200\0vzigzag;⦚\0"),
    ['w'] = LETTER(
        "wcirc;ŵ\0wedbar;⩟\0wedge;∧\0wedgeq;≙\0weierp;℘\0wfr;𝔴\0wopf;𝕨\0wp;℘\0wr;≀\0wreath;≀\0wscr;𝓌\0"),
    ['x'] = LETTER(
        "xcap;⋂\0xcirc;◯\0xcup;⋃\0xdtri;▽\0xfr;𝔵\0xhArr;⟺\0xharr;⟷\0xi;ξ\0xlArr;⟸\0xlarr;⟵\0xmap;⟼\0xnis;⋻\0"
        "xodot;⨀\0xopf;𝕩\0xoplus;⨁\0xotime;⨂\0xrArr;⟹\0xrarr;⟶\0xscr;𝓍\0xsqcup;⨆\0xuplus;⨄\0xutri;△\0xvee;⋁\0"
        "xwedge;⋀\0"),
    ['y'] = LETTER(
        "yacute,ý\0yacy;я\0ycirc;ŷ\0ycy;ы\0yen,¥\0yfr;𝔶\0yicy;ї\0yopf;𝕪\0yscr;𝓎\0yucy;ю\0yuml,ÿ\0"),
    ['z'] = LETTER(
        "zacute;ź\0zcaron;ž\0zcy;з\0zdot;ż\0zeetrf;ℨ\0zeta;ζ\0zfr;𝔷\0zhcy;ж\0zigrarr;⇝\0zopf;𝕫\0zscr;𝓏\0"
        "zwj;\342\200\215\0zwnj;\342\200\214\0"),
};
/* clang-format on */
