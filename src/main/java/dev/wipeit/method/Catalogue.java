package dev.wipeit.method;

import static dev.wipeit.method.Standing.HISTORY;
import static dev.wipeit.method.Standing.TODAY;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every method as data: its passes in the notation of {@link Template#of(String)}, what it demands
 * to be read back, whether it is one to choose, its source, and which variant it is.
 */
final class Catalogue {

  /** Peter Gutmann, Secure Deletion of Data, USENIX Security 1996, its 35 passes. */
  private static final String GUTMANN =
      "random random random random"
          + " 55 aa 924924 492492 249249"
          + " 00 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff"
          + " 924924 492492 249249 6db6db b6db6d db6db6"
          + " random random random random";

  static final List<WipeMethod> METHODS =
      List.of(
          method(
              "random",
              "one pass of an AES-256-CTR keystream under a fresh key",
              "random",
              VerifyMode.NONE,
              TODAY,
              "NIST SP 800-88r1, Clear: a single overwrite; the stream can be checked afterwards",
              null),
          method(
              "zero",
              "one pass of zero bits",
              "00",
              VerifyMode.NONE,
              TODAY,
              "NIST SP 800-88r1, Clear: a single overwrite with a fixed value",
              null),
          method(
              "one",
              "one pass of one bits",
              "ff",
              VerifyMode.NONE,
              TODAY,
              "NIST SP 800-88r1, Clear: a single overwrite with a fixed value",
              null),
          method(
              "nist-clear",
              "NIST Clear: zero bits, sampled",
              "00",
              VerifyMode.SAMPLE,
              TODAY,
              "NIST SP 800-88r1, Clear, with the quick sampling of section 4.7.3",
              null),
          method(
              "ism-0354",
              "Australian ISM, magnetic media",
              "random",
              VerifyMode.LAST,
              TODAY,
              "Information Security Manual, control ISM-0354: overwritten once, then read back",
              "media made since 2001 of 15 GB or more; older or smaller: --rounds 3"),
          method(
              "bmb21-2019",
              "China BMB21-2019",
              "ff 00 random random random ff",
              VerifyMode.NONE,
              TODAY,
              "BMB21-2019, which is not public",
              "as nwipe has it"),
          method(
              "bsi-2011-vs",
              "BSI 2011 VS: a stream, then ones, both read back",
              "random ff",
              VerifyMode.ALL,
              TODAY,
              "BSI TL-03423: stream, read back, 0xff, read back",
              "AES-256-CTR in place of AES-128-OFB; two writes and two reads, counted as four passes"
                  + " by some"),
          method(
              "dod-5220.22-m",
              "DoD 5220.22-M, 3 passes (E)",
              "$c ~c random",
              VerifyMode.LAST,
              HISTORY,
              "DSS Clearing and Sanitization Matrix of 1995, action d: a character, its complement,"
                  + " then random, and verify",
              "a drawn character, and a stream as third pass (the text: a random character); others"
                  + " write 0x00, 0xff, random"),
          method(
              "dod-5220.22-m-ece",
              "DoD 5220.22-M ECE, 7 passes",
              "$c1 ~c1 random $c2 $c3 ~c3 random",
              VerifyMode.LAST,
              HISTORY,
              "DoD 5220.22-M, C and E combined: E, C, E",
              "as nwipe and Eraser have it"),
          method(
              "schneier",
              "Schneier, 7 passes",
              "ff 00 random random random random random",
              VerifyMode.NONE,
              HISTORY,
              "Bruce Schneier, Applied Cryptography, 2nd edition, 1996",
              "ones first; others begin with zeros"),
          new WipeMethod(
              "gutmann",
              "Gutmann, 35 passes",
              Template.of(GUTMANN).shuffling(5, 31),
              VerifyMode.NONE,
              HISTORY,
              "Peter Gutmann, Secure Deletion of Data, 1996; its epilogue calls it pointless on"
                  + " drives of today",
              "passes 5 to 31 in an order drawn per run, as the paper asks"),
          method(
              "rcmp-tssit-ops-ii",
              "RCMP TSSIT OPS-II, 7 passes",
              "00 ff 00 ff 00 ff $c",
              VerifyMode.LAST,
              HISTORY,
              "RCMP TSSIT OPS-II, superseded by ITSG-06",
              "ends with a random character, not a stream; nwipe has nine passes"),
          method(
              "hmg-is5-baseline",
              "HMG IS5 baseline",
              "00",
              VerifyMode.LAST,
              HISTORY,
              "HMG Infosec Standard 5, baseline: zeros, verified",
              "zeros; some older descriptions say random"),
          method(
              "hmg-is5-enhanced",
              "HMG IS5 enhanced, 3 passes",
              "00 ff random",
              VerifyMode.LAST,
              HISTORY,
              "HMG Infosec Standard 5, enhanced: verified",
              "zeros first; others begin with ones"),
          method(
              "bsi-vsitr",
              "BSI VSITR, 7 passes",
              "00 ff 00 ff 00 ff aa",
              VerifyMode.NONE,
              HISTORY,
              "BSI VSITR, withdrawn in 2009",
              "ends with 0xaa; others end with 0x55 or random"),
          method(
              "gost-r-50739-95",
              "GOST R 50739-95, 2 passes",
              "00 random",
              VerifyMode.NONE,
              HISTORY,
              "named after GOST R 50739-95, which itself defines no passes",
              "zeros, then a stream; others do one of the two"),
          method(
              "afssi-5020",
              "AFSSI-5020, 3 passes",
              "00 ff $c",
              VerifyMode.SAMPLE,
              HISTORY,
              "Air Force System Security Instruction 5020: zeros, ones, any character; 10 % read"
                  + " back",
              "a drawn character as third pass; others write random, 0x00, 0xff"),
          method(
              "ar-380-19",
              "AR 380-19, 3 passes",
              "$c 55 aa",
              VerifyMode.NONE,
              HISTORY,
              "US Army Regulation 380-19 of 1998, appendix F: a random character, a specified"
                  + " character, its complement",
              "a drawn character first, 0x55 as the specified one; others begin with a stream"),
          method(
              "navso-p-5239-26",
              "NAVSO P-5239-26 for RLL drives, 3 passes",
              "ff e4ffffff random",
              VerifyMode.LAST,
              HISTORY,
              "NAVSO P-5239-26 of 1993: ones, a fixed word, random",
              "RLL, primary text: the word 0xffffffe4, its low bits first; others read it high bit"
                  + " first (0x27ffffff), or do the MFM form"),
          method(
              "pfitzner-7",
              "Pfitzner, 7 passes",
              "random" + " random".repeat(6),
              VerifyMode.NONE,
              HISTORY,
              "Roy Pfitzner, as scrub has it",
              null),
          method(
              "pfitzner-33",
              "Pfitzner, 33 passes",
              "random" + " random".repeat(32),
              VerifyMode.NONE,
              HISTORY,
              "Roy Pfitzner, as scrub has it",
              null),
          method(
              "nap-14.1-c",
              "NNSA NAP-14.1-C, 3 passes",
              "random random 00",
              VerifyMode.LAST,
              HISTORY,
              "NNSA Policy Letter NAP-14.1-C, as scrub has it: random twice, zeros, verified",
              null),
          method(
              "itsg-06",
              "CSEC ITSG-06, 3 passes",
              "$c ~c random",
              VerifyMode.LAST,
              HISTORY,
              "CSEC ITSG-06 of 2006, superseded by ITSP.40.006: verified",
              "a drawn character; others write ones or zeros first"));

  private Catalogue() {}

  private static WipeMethod method(
      String id,
      String title,
      String passes,
      VerifyMode demands,
      Standing standing,
      String source,
      @Nullable String variant) {
    return new WipeMethod(id, title, Template.of(passes), demands, standing, source, variant);
  }
}
