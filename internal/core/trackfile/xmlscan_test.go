package trackfile

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// outline is what a scanner makes of a document: names, attributes and the text directly within every element.
func outline(s *scanner) (string, error) {
	var b strings.Builder
	for {
		switch s.next() {
		case eventStart:
			fmt.Fprintf(&b, "(%s", s.name)
			for _, a := range s.attrs {
				fmt.Fprintf(&b, " %s=%q", a.name, a.value)
			}
		case eventEnd:
			b.WriteString(")")
		default:
			return b.String(), s.err
		}
	}
}

func scanString(doc string) *scanner { return newScanner(strings.NewReader(doc), GPX, 10) }

func TestScannerAcceptsWellFormedDocuments(t *testing.T) {
	for doc, want := range map[string]string{
		`<a/>`:    `(a)`,
		`<a></a>`: `(a)`,
		"\n <?xml version='1.0'?>\n<!-- head --><a\n>x</a\t>\n<!-- tail --><?end?>\n": `(a)`,
		`<p:a x:lat="1" lon = '2'/>`:                    `(a lat="1" lon="2")`,
		`<a t="&lt;&#65;&#x42;&amp;&quot;&apos;&gt;"/>`: "(a t=\"<AB&\\\"'>\")",
		`<a q='"' r="'"/>`:                              `(a q="\"" r="'")`,
		`<a><b><c/></b>text &amp; more<d></d></a>`:      `(a(b(c))(d))`,
		`<a><![CDATA[</a><b>&nope;]]></a>`:              `(a)`,
		`<a><!-- <b> & </c> --></a>`:                    `(a)`,
		`<a><?php echo "<b>" ?></a>`:                    `(a)`,
		`<größe é="ü">x</größe>`:                        `(größe é="ü")`,
		`<a.b-c_1/>`:                                    `(a.b-c_1)`,
	} {
		got, err := outline(scanString(doc))
		if err != nil || got != want {
			t.Errorf("%s: got %s, error %v; want %s", doc, got, err, want)
		}
	}
}

func TestScannerRefusesDamagedDocuments(t *testing.T) {
	for doc, words := range map[string]string{
		``:                                 "no XML element",
		"  \n ":                            "no XML element",
		`hello`:                            "outside",
		`<a>`:                              "ends within <a>",
		`<a><b></b>`:                       "ends within <a>",
		`<a`:                               "ends within a tag",
		`<a x="1`:                          "ends within a tag",
		`<`:                                "ends within a tag",
		`<a></a`:                           "ends within a tag",
		`<a></`:                            "ends within a tag",
		`<a></b>`:                          "</b> does not end <a>",
		`<a></ab>`:                         "</ab> does not end <a>",
		`<a></a b>`:                        "</a is not closed",
		`</a>`:                             "end tag without its start",
		`<a/><b/>`:                         "second element",
		`<a/>tail`:                         "outside",
		`<a/>&amp;`:                        "outside",
		`<a/><![CDATA[x]]>`:                "outside",
		`<a x=1/>`:                         "no quotes",
		`<a x/>`:                           "attribute without",
		`<a ="1"/>`:                        "attribute without",
		`<a x="1"y="2"/>`:                  "no space",
		`<a x="<"/>`:                       "'<' within an attribute",
		`<a /b>`:                           "'/' within a tag",
		`<1a/>`:                            "begins no tag",
		`< a/>`:                            "begins no tag",
		`<a>&nope;</a>`:                    "unknown reference",
		`<a>&;</a>`:                        "unknown reference",
		`<a>& b</a>`:                       "unknown reference",
		`<a>&amp</a>`:                      "unknown reference",
		`<a>&#0;</a>`:                      "unknown reference",
		`<a>&#xD800;</a>`:                  "unknown reference",
		`<a>&#x110000;</a>`:                "unknown reference",
		`<a>&#xZZ;</a>`:                    "unknown reference",
		`<a>&#;</a>`:                       "unknown reference",
		`<a x="&nope;"/>`:                  "unknown reference",
		`<a><!-- x -- y --></a>`:           "'--' within a comment",
		`<a><!-- x`:                        "ends within a tag",
		`<a><![CDATA[ x ]]</a>`:            "ends within a tag",
		`<a><? x ?></a>`:                   "instruction without a name",
		`<!DOCTYPE a><a/>`:                 "DOCTYPE",
		`<!DOCTYPE a SYSTEM "file:x"><a/>`: "DOCTYPE",
		`<a><!ENTITY b "c"></a>`:           "DOCTYPE",
		`<a><b><c><d><e><f><g><h><i><j><k/></j></i></h></g></f></e></d></c></b></a>`: "deeper than 10",
		`<` + strings.Repeat("n", 300) + `/>`:                                        "longer than 256",
		`<a` + strings.Repeat(` x="1"`, 65) + `/>`:                                   "more than 64 attributes",
		`<a x="` + strings.Repeat("y", scanBuffer) + `"/>`:                           "longer than",
		`<a></a` + strings.Repeat(" ", scanBuffer) + `>`:                             "longer than",
	} {
		_, err := outline(scanString(doc))
		if err == nil {
			t.Errorf("%.60s: accepted", doc)
			continue
		}
		wantRefusal(t, err, CodeInvalid, words, "line ")
	}
}

func TestScannerTellsTheLine(t *testing.T) {
	for _, lines := range []int{0, 3, 5000} {
		doc := "<a>" + strings.Repeat("\n<b>some text to fill the buffer with</b>", lines) + "\n<b>&nope;</b></a>"
		_, err := outline(scanString(doc))
		wantRefusal(t, err, CodeInvalid, fmt.Sprintf("line %d: ", lines+2))
	}
}

func TestScannerText(t *testing.T) {
	long := strings.Repeat("0123456789", maxTextBytes/10+1)
	for doc, want := range map[string]string{
		`<a>plain</a>`:                        "plain",
		`<a></a>`:                             "",
		`<a/>`:                                "",
		`<a>plain</a >`:                       "plain",
		`<a>1 &lt; 2 &#38; 3</a>`:             "1 < 2 & 3",
		`<a><![CDATA[<b>&amp;]]></a>`:         "<b>&amp;",
		`<a>one<![CDATA[ two]]> three</a>`:    "one two three",
		`<a>one<b>hidden<c/></b> two</a>`:     "one two",
		`<a>one<b/><!-- no --><?no?> two</a>`: "one two",
		`<a>` + long + `</a>`:                 long[:maxTextBytes],
		`<a>` + long + `&amp;</a>`:            long[:maxTextBytes],
	} {
		for name, r := range map[string]io.Reader{
			"whole": strings.NewReader(doc), "byte by byte": iotest.OneByteReader(strings.NewReader(doc)),
		} {
			s := newScanner(r, GPX, 10)
			if s.next() != eventStart {
				t.Fatalf("%.40s: no element", doc)
			}
			if got := string(s.text()); got != want {
				t.Errorf("%.40s (%s): got %.40q (%d bytes), want %.40q", doc, name, got, len(got), want)
			}
			if err := s.finish(); err != nil {
				t.Errorf("%.40s (%s): %v", doc, name, err)
			}
		}
	}
}

// A token may meet the end of the buffer anywhere; the result must not depend on it.
func TestScannerAtEveryBufferBoundary(t *testing.T) {
	const tail = `<b lat="1.5" name="a&amp;b">x &lt; y<c/><![CDATA[<z>]]></b><!-- c --><?pi x?></a>`
	want := ""
	for shift := range len(tail) + 2 {
		doc := `<a>` + strings.Repeat(" ", scanBuffer-len("<a>")-shift) + tail
		s := scanString(doc)
		s.next()
		if !s.child(1) {
			t.Fatalf("shift %d: %v", shift, s.err)
		}
		got := fmt.Sprintf("%s %s %s ", s.name, s.attr("lat"), s.attr("name"))
		got += string(s.text())
		if err := s.finish(); err != nil {
			t.Fatalf("shift %d: %v", shift, err)
		}
		if want == "" {
			want = got
		}
		if got != want || got != `b 1.5 a&b x < y<z>` {
			t.Fatalf("shift %d: got %q, want %q", shift, got, want)
		}
	}
}
