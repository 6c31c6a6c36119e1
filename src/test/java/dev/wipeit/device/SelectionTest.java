package dev.wipeit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SelectionTest {

  private static String selected(String text) throws SelectionException {
    Selection selection = Selection.parse(text);
    return Shelf.ALL.stream()
        .filter(selection::selects)
        .map(disk -> disk.device().name())
        .collect(Collectors.joining(" "));
  }

  private static String spared(String text) throws SelectionException {
    Selection selection = Selection.parse(text);
    return Shelf.ALL.stream()
        .filter(selection::mayMean)
        .map(disk -> disk.device().name())
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "serial!= type=hdd",
        "serial != type=hdd",
        "name!= size=1M transport=loop",
        "name==sdb",
        "name=sdb,type=virtual",
        "name=sdb;type=virtual"
      })
  void aTermIsNoValueOfTheOneBeforeIt(String text) {
    SelectionException wrong = assertThrows(SelectionException.class, () -> Selection.parse(text));
    assertTrue(String.valueOf(wrong.getMessage()).contains("a value is missing behind"), text);
  }

  @Test
  void aQuotedValueMayLookLikeATerm() throws SelectionException {
    Selection.parse("model='a=b' type=hdd");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type=hdd                             | sdb",
        "type=HDD                             | sdb",
        "Type=hdd                             | sdb",
        "type=ssd                             | sdc",
        "type=nvme                            | nvme0n1",
        "type=nvme-ssd                        | nvme0n1",
        "type=hdd,ssd                         | sdb sdc",
        "type!=hdd                            | sdc nvme0n1",
        "type!=hdd,ssd                        | nvme0n1",
        "type=unknown                         | sdd",
        "size>1T                              | sdb",
        "size>1TB                             | sdb",
        "size>=1TB                            | sdb nvme0n1",
        "size<1TB                             | sdc sdd",
        "size<=1TB                            | sdc nvme0n1 sdd",
        "size=1TB                             | nvme0n1",
        "size=1000000000000                   | nvme0n1",
        "size!=1TB                            | sdb sdc sdd",
        "size~4TB                             | sdb",
        "size~500GB,1TB                       | sdc nvme0n1",
        "size>1GB size<1TB                    | sdc sdd",
        "size > 1T                            | sdb",
        "transport=sas                        | sdb",
        "transport=sas,nvme                   | sdb nvme0n1",
        "transport!=sas                       | sdc nvme0n1",
        "model~samsung                        | sdc nvme0n1",
        "model~*pro*                          | nvme0n1",
        "model~samsung*                       | sdc nvme0n1",
        "model~ssd*                           | ''",
        "model~?T4000*                        | sdb",
        "model=ST4000NM0025                   | sdb",
        "model=st4000nm0025                   | sdb",
        "model=ST4000                         | ''",
        "model!=ST4000NM0025                  | sdc nvme0n1",
        "vendor=seagate                       | sdb",
        "vendor!=seagate                      | ''",
        "firmware=CN03,2B2QEXM7               | sdb nvme0n1",
        "serial=S4EWNX0R                      | sdc",
        "serial=s4ewnx0r                      | ''",
        "serial~S*                            | sdc nvme0n1",
        "wwn=naa.5000c500a1b2c3d4             | sdb",
        "wwn=0x5000c500a1b2c3d4               | sdb",
        "wwn=5000C500A1B2C3D4                 | sdb",
        "wwn=wwn-0x5000c500a1b2c3d4           | sdb",
        "wwn=0025385b01400a1b                 | nvme0n1",
        "wwn=5000c500a1b2c3d                  | ''",
        "name=sdc                             | sdc",
        "name=sdc,nvme0n1                     | sdc nvme0n1",
        "name~sd                              | sdb sdc sdd",
        "path=/dev/sdb                        | sdb",
        "by-id=wwn-0x5000c500a1b2c3d4         | sdb",
        "by-id=/dev/disk/by-id/scsi-35000c500a1b2c3d4 | sdb",
        "by_id~scsi-*                         | sdb",
        "slot~'bay 7'                         | sdb",
        "sector=4096                          | nvme0n1",
        "sector=4K                            | nvme0n1",
        "sector!=512                          | nvme0n1",
        "rotational=yes                       | sdb",
        "rotational=no                        | sdc nvme0n1",
        "rotational!=yes                      | sdc nvme0n1",
        "removable=true                       | sdd",
        "removable=0                          | sdb sdc nvme0n1",
        "readonly=no                          | sdb sdc nvme0n1 sdd",
        "zoned=none                           | sdb sdc nvme0n1 sdd",
        "zoned=host-managed                   | ''",
        "type=hdd size>1T transport=sas       | sdb",
        "type=hdd transport=sata              | ''",
        "type=virtual                         | loop3",
        "transport=loop                       | loop3",
        "transport=LOOP name=loop3            | loop3",
        "type=hdd,virtual                     | sdb loop3",
        "name=loop3                           | ''",
        "type!=hdd,virtual                    | sdc nvme0n1",
        "size<1G                              | ''"
      })
  void choosesWhatItSays(String text, String names) throws SelectionException {
    assertEquals(names, selected(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "serial='ZC1A 04B='",
        "serial=\"ZC1A 04B=\"",
        "serial='  ZC1A   04B=  '",
        "serial='ZC1A\t04B='",
        "serial='other','ZC1A 04B='",
        "\t type=hdd\n size>1T  "
      })
  void aValueMayStandBetweenQuotes(String text) throws SelectionException {
    assertEquals("sdb", selected(text));
  }

  /** To spare a disk, it is enough that it may be meant. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type=hdd               | sdb sdd",
        "type!=hdd              | sdc nvme0n1 sdd loop3 sr0",
        "transport=usb          | sdd",
        "model~samsung          | sdc nvme0n1 sdd loop3 sr0",
        "serial=S4EWNX0R        | sdc sdd loop3 sr0",
        "vendor=seagate size>1T | sdb",
        "size<1G                | loop3",
        "name=loop3             | loop3",
        "rotational=yes         | sdb sdd loop3 sr0"
      })
  void sparesWhatItMayMean(String text, String names) throws SelectionException {
    assertEquals(names, spared(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                   | there is no term",
        "'  '                 | there is no term",
        "hdd                  | there is no operator behind 'hdd'",
        "type                 | there is no operator behind 'type'",
        "type=                | a value is missing behind 'type='",
        "type=hdd,            | a value is missing behind 'type='",
        "type=,hdd            | a value is missing behind 'type='",
        "serial=\"\"          | a value is missing behind 'serial='",
        "serial=\"a           | the quote is not closed",
        "serial=\"a\"b        | white space is missing after serial=a",
        "serial=a\"b\"        | white space is missing after serial=a",
        "=hdd                 | a key such as type or size is missing at '=hdd'",
        "type=hdd && size>1T  | a key such as type or size is missing at '&& size>1T'",
        "tpye=hdd             | there is no key 'tpye'",
        "type=disk            | type: 'disk' is not one of nvme-ssd, ",
        "transport=sass       | transport: 'sass' is not one of sata, ",
        "zoned=yes            | zoned: 'yes' is not one of none, host-aware, host-managed",
        "rotational=maybe     | rotational: 'maybe' is not one of yes, no",
        "size>big             | size: 'big' is no size",
        "size>-1T             | size: '-1T' is no size",
        "size>1T,2T           | size> takes one size, not several",
        "size>99999999T       | size: '99999999T' is no size",
        "type>hdd             | type cannot be compared with >, only with = and !=",
        "type~hdd             | type cannot be compared with ~, only with = and !=",
        "model<x              | model cannot be compared with <, only with =, != and ~",
        "type==hdd            | a value is missing behind"
      })
  void refusesWhatItDoesNotUnderstand(String text, String message) {
    SelectionException e = assertThrows(SelectionException.class, () -> Selection.parse(text));
    assertTrue(e.getMessage().contains(message), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "size<1T",
        "size!=1T",
        "sector=512",
        "removable=no",
        "readonly=yes",
        "readonly!=yes"
      })
  void whatCouldNotBeReadIsNotKnown(String text) throws SelectionException {
    assertFalse(Selection.parse(text).selects(Shelf.BROKEN));
    assertTrue(Selection.parse(text).mayMean(Shelf.BROKEN));
  }

  @Test
  void tellsWhatCouldHaveBeenMeant() {
    SelectionException key =
        assertThrows(SelectionException.class, () -> Selection.parse("tpye=hdd"));
    assertEquals("tpye", key.word());
    assertTrue(key.known().contains("type"), key.known().toString());
    SelectionException value =
        assertThrows(SelectionException.class, () -> Selection.parse("transport=sass"));
    assertEquals("sass", value.word());
    assertTrue(value.known().contains("sas"), value.known().toString());
  }

  @Test
  void saysWhetherItTakesVirtualDevices() throws SelectionException {
    assertTrue(Selection.parse("size>1G type=virtual").takesVirtual());
    assertTrue(Selection.parse("transport=loop").takesVirtual());
    assertFalse(Selection.parse("model~loop name=loop3 type!=virtual").takesVirtual());
  }

  /** Whatever is written, it is understood or refused, in one line and in no time. */
  @Test
  void survivesAnything() {
    long seed = Long.getLong("wipeit.seed", System.nanoTime());
    Random random = new Random(seed);
    String letters = "typesizodlnamb-_=!<>~,'\"* ?\t\n\u001b\u202e0179TGBK/.";
    String[] parts = {
      "type=", "size>", "model~", "hdd", "1T", ",", " ", "'", "serial=", "~*a*a*a*b"
    };
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        text.append(
            random.nextBoolean()
                ? parts[random.nextInt(parts.length)]
                : "" + letters.charAt(random.nextInt(letters.length())));
      }
      try {
        Selection selection = Selection.parse(text.toString());
        Shelf.ALL.forEach(
            disk ->
                assertTrue(
                    !selection.selects(disk) || selection.mayMean(disk), selection::toString));
      } catch (SelectionException refused) {
        String message = refused.getMessage();
        assertEquals(1, message.lines().count(), "seed " + seed + ": " + text);
        assertFalse(message.contains("\u001b"), "seed " + seed + ": " + text);
      }
    }
  }

  @Test
  void aPatternTakesNoLongerThanItsText() {
    String text = "a".repeat(5_000);
    assertFalse(Glob.of("*a".repeat(2_000) + "*b").matches(text));
    assertTrue(Glob.of("*a".repeat(2_000) + "*").matches(text));
  }
}
