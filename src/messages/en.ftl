# Every message of bangvang in English. A diagnostic has its code as its name; `.help` says how to correct it.

severity-error = error
severity-warning = warning
severity-note = note
related-place = see also
help = help

## Files
ambiguous-date = the date `{ $text }` can be read in two ways
    .help = write `{ $first }` or `{ $second }`
bad-alias = the old address `{ $alias }` cannot be an address of this site
    .help = begin it with `/` and leave out spaces, `?`, `#` and `%`, such as `/cu/bai-viet.html`
bad-base-url = `{ $text }` is not the address of a site
    .help = begin with `https://` and the name of the host, such as `https://congdoan.example`
bad-bucket = `{ $text }` is not a valid bucket name
    .help = write 3 to 63 lowercase letters, digits, hyphens and dots, as the storage service shows it
bad-colour = `{ $text }` is not a colour
    .help = write `#` and six digits or letters from a to f, in quotes, such as `"#0b4a8b"`
    .help-proposal = write `"{ $proposal }"`, in quotes
bad-contact = `{ $text }` is neither an e-mail address nor one that begins with `https://` or `tel:`
    .help = write an address such as `security@congdoan.example` or `https://congdoan.example/bao-loi`
bad-date = `{ $text }` is not a date
    .help = write year-month-day, such as `2023-01-16`
    .help-proposal = write `{ $proposal }`
bad-email = `{ $text }` is not one e-mail address
    .help = write the address alone, such as `vanphong@congdoan.example`
bad-endpoint = `{ $text }` is not the address of a storage service
    .help = write it as the storage service shows it, such as `https://s3.example.vn`, without the bucket
bad-flag = `{ $text }` is neither true nor false
    .help = write `true` or `false`
bad-folder = `{ $text }` is not a folder on a host
    .help = write it with `/` between the names and without `..`, such as `public_html` or `/var/www/site`
bad-host = `{ $text }` is not the name of a host
    .help = write the name alone, such as `ftp.example.vn`; folder, port and user have keys of their own
bad-number = `{ $text }` is not a whole number from { $least } to { $most }
    .help = write digits only, without dots, commas or units
bad-period = `{ $text }` is not a merit period
    .help = write a year `2022`, a school year `2021-2022`, or `{"{"}from: 2020, to: 2025{"}"}`; digits only, no letter O
bad-phone = `{ $text }` is not one telephone number
    .help = write one number of 3 to 15 digits, such as `0299 300 0000`; write other numbers in the address or on a page
bad-slug = `{ $slug }` cannot be part of an address
    .help = use lowercase letters without marks, digits and single hyphens
    .help-proposal = write `{ $proposal }`
bad-target-name = `{ $name }` cannot be the name of a publish target
    .help = write lowercase letters without marks, digits and hyphens, at most 40, such as `may-chu`
bad-time = the time in `{ $text }` is not a time of day
    .help = write hours and minutes with two digits each, such as `15:24`
conflict-copy = `{ $file }` looks like a second copy of a file
    .help = compare it with the original, and delete one of the two; if it is the only one, rename it
    .help-original = compare the two files, copy what is missing into the original, and delete this one
conflict-marks = Git left two versions of these lines in the file, with marks around them
    .help = decide which lines are right, delete the others, and delete the lines that begin with {"<<<<<<<"}, {"======="} and {">>>>>>>"}
control-character = the invisible control character { $character } is in the text
    .help = delete it and type the text around it again
duplicate-key = the key `{ $key }` is written twice; the first is used
    .help = delete one of the two
empty-file = this file is empty
    .help = write the content, or delete the file
empty-slug = no address can be made from the name `{ $file }`
    .help = rename the file to lowercase letters without marks, such as `le-phat-dong.md`
empty-value = `{ $key }:` has no value
    .help = write a value after the colon; put it in quotes if it begins with a special character
file-name-character = the name `{ $file }` has a character that Windows does not allow
    .help = rename it without { "<" } { ">" } : " / \ | ? *
file-name-encoding = the name `{ $file }` is not Unicode text
    .help = rename the file
file-name-long = the name `{ $file }` is too long for Windows
    .help = shorten it: at most 240 characters with its folders
file-name-reserved = the name `{ $file }` is reserved by Windows
    .help = rename it; a name must not be a device such as con or aux, or end in a dot or a space
insecure-encryption = `insecure: true` and `encryption:` contradict each other
    .help = delete `insecure: true`, unless the host supports no encryption at all
key-in-project = the key file `{ $path }` must be outside the project
    .help = move the file into a folder of your own, and write it as `~/.ssh/id_ed25519`
link-loop = the folder `{ $file }` leads back into itself
    .help = delete the symbolic link
link-outside = `{ $file }` leads outside the project, to `{ $reason }`
    .help = copy the files that are needed into the project
misplaced-file = no page is made from `{ $file }`
    .help = move it to articles/, movements/, pages/, awards/ or registry/, or to static/ to publish it as it is
    .help-ending = rename it to end in .yaml (Windows hides the last ending: View › File name extensions)
    .help-text = copy its text into a file that ends in .md
    .help-table = write its rows into a file that ends in .yaml, each as - {"{"}no: 1, name: …{"}"}, and move the spreadsheet out of content/
    .help-document = write its rows into a file that ends in .yaml; to publish the document, move it to static/ and name it under `document:`
    .help-data = write its entries into a file that ends in .yaml
    .help-markdown = rename it to end in .md (Windows hides the last ending: View › File name extensions)
missing-key = `{ $key }` is missing
    .help = add a line `{ $key }: …`
no-front-matter = this file does not begin with `---`
    .help = begin it with three hyphens, the lines `title: …` and `date: …`, and three hyphens again
no-section = `{ $file }` is in no section
    .help = move it to the folder of a section, such as content/articles/tin-tuc/
no-settings = there is no content/site.yaml
    .help = run `bangvang init` in an empty folder to see one, or name the project folder with --root
no-such-day = there is no day `{ $text }`
    .help = check the calendar: the month has fewer days, or there are only twelve months
no-text = nothing follows the front matter
    .help = write the text below the second `---`
not-a-file = `{ $file }` is neither a file nor a folder
    .help = delete it or move it out of the project
not-downloaded = only a placeholder of this file is on this computer
    .help = open the file once to download it (cloud drive: "always keep on this device"; Git: `git lfs pull`)
not-plain-text = this is a { $format } file, not plain text
    .help = copy its text into a new file in a plain text editor
not-utf-8 = this text is not UTF-8 (byte { $byte })
    .help = save the file again with the encoding UTF-8
open-front-matter = the front matter is never closed
    .help = write a line `---` before the text
open-releases = earlier releases must not be in `{ $text }`, where readers can open them
    .help = choose a folder outside the site, or another bucket that readers cannot open: earlier releases still have the names that were removed
picture-form = `{ $file }` cannot be the `{ $key }`: its format is none of { $forms }
    .help = save the picture in one of these formats, and name that file
plain-ftp = without encryption, the password can be read and the site changed on the way to the host
    .help = ask the hosting provider for FTPS or SFTP, and delete this line
same-file-name = `{ $file }` and `{ $other }` are the same name on Windows and macOS
    .help = rename one of them
settings-twice = there are two settings files, `{ $file }` and `{ $other }`
    .help = delete one of the two
secret-in-settings = a secret such as `{ $key }` must not be in a file of the project
    .help = delete it here, change it on the host, and store it in the system's keychain or an environment variable
toml-front-matter = the front matter is written as TOML, between `+++`
    .help = write it as YAML: `---`, lines such as `title: …`, `---`
too-large = this file is { $size } MB; the limit is { $limit } MB
    .help = split it into several files
too-many-faults = this file has more than { $limit } errors; the rest are not reported
    .help = check that it is the right file; correct the reported errors, and the rest are reported next
typographic-quotes = the curved quotes in `{ $text }` are part of the text
    .help = use straight quotes " " around a value, or none
unknown-key = unknown key `{ $key }`
    .help = keys are: { $known }
    .help-nearest = did you mean `{ $nearest }`?
unknown-time-zone = unknown time zone `{ $name }`
    .help = write `Asia/Ho_Chi_Minh`
unknown-word = `{ $word }` is not a valid value for `{ $key }`
    .help = valid values are: { $words }
    .help-nearest = did you mean `{ $nearest }`?
unquoted-colour = `{ $key }:` has no colour; without quotes, `#` begins a comment
    .help = put the colour in quotes: `{ $key }: "#0b4a8b"`
unreadable = cannot read `{ $file }`: { $reason }
    .help = check whether another program has it open, and whether you may read it
unused-file = no page refers to `{ $file }`, so it is not published
    .help = link to it, move it to static/, or delete it
utf-16 = this file is saved as UTF-16 ("Unicode"); it was read nevertheless
    .help = save it again with the encoding UTF-8
utf-16-unmarked = this file is saved as UTF-16 ("Unicode") without a byte order mark
    .help = save it again with the encoding UTF-8
wrong-kind = { $expected ->
        [mapping] expected keys with values
        [list] expected a list
        [period] expected a period
       *[text] expected a text
    }, found { $found ->
        [mapping] keys with values
        [list] a list
        [nothing] nothing
       *[text] a text
    }
    .help = { $expected ->
        [mapping] write `key: value`, one on each line, or {"{"}key: value{"}"}
        [list] write `- ` before each entry, or [one, two]
        [period] write a year such as 2022
       *[text] write one text on one line, in quotes if it has a colon in it
    }
year-range = the year of `{ $text }` is not from 1900 to 2100
    .help = write the year with four digits

## YAML
yaml-after-quote = unexpected text after the closing quote
    .help = put the whole value between one pair of quotes, and write ' for quotes inside it
yaml-backslash = between double quotes, \ begins an escape, and this one is unknown
    .help = write the text between ' ' or without quotes
yaml-bracket = unclosed bracket, or missing comma
    .help = close every [ with ] and every {"{"} with {"}"}; put texts with , : [ ] {"{"} {"}"} in quotes
yaml-colon = a text with a colon in it must be in quotes
    .help = write "{ $text }"
yaml-comma = the comma ends the value of `{ $key }`, because the text is not in quotes
    .help = put the text between quotes: { $key }: "{ $text }"
yaml-comment = the text ends before `{ $text }`: a # begins a comment
    .help = put the whole text in quotes
yaml-deep = lists and keys are nested more than 32 levels deep
    .help = delete surplus brackets or indentation
yaml-full-width = `{ $sign }` is a wide sign of a Chinese or Japanese keyboard, which does not work here
    .help = switch the keyboard to Vietnamese or English, and write `{ $plain }`
yaml-indent = this line is not indented like its neighbours
    .help = give the keys of one entry the same number of spaces
yaml-key = this cannot be a key
    .help = write a word before the colon
yaml-list-mark = { $sign ->
        [none] no space follows the hyphen that begins this row
       *[other] a row of a list cannot begin with `{ $sign }`
    }
    .help = begin the row with a hyphen and a space: - …
yaml-long = this text is longer than { $limit } MB
    .help = shorten it
yaml-merge = `{"<<"}` is not supported
    .help = write the keys out, or use `defaults:` in a decision
yaml-no-break-space = { $where ->
        [indent] an invisible no-break space indents this line
       *[colon] an invisible no-break space follows the colon
    }
    .help = delete the space after the colon and type it again
    .help-indent = delete the spaces at the beginning of the line and type them again
yaml-no-colon = { $cause ->
        [space] a space is missing after the colon
        [sign] there is `{ $sign }` where a colon belongs
       *[nothing] missing colon and space after the key
    }
    .help = write `key: value`
    .help-line = write `{ $line }`
yaml-pasted-rows = { $count ->
        [one] this row was
       *[other] { $count } rows were
    } pasted from a spreadsheet and cannot be read
    .help = write each row in braces: - {"{"}no: 1, name: Nguyễn Văn An, unit: …{"}"}
yaml-quote = this quote is never closed
    .help = close it on the same line
yaml-special = a value cannot begin with `{ $sign }`
    .help = put the whole value in quotes
yaml-syntax = invalid YAML ({ $reason })
    .help = compare the line with its neighbours
yaml-tab = tab in the indentation; only spaces are allowed
    .help = replace it with spaces
yaml-too-many = this file has more than { $limit } values
    .help = split it into several files
yaml-two-documents = a second `---` begins another document
    .help = delete the line, and move the lines below it to a file of their own

## Markdown

broken-picture = cannot read the picture `{ $file }`
    .help = open it in a picture program and save it again, or copy it again from the camera
    .help-cut = its end is missing: copy or download it again, and wait until it is complete
foreign-picture = `{ $file }` is { $format ->
        [AVIF] an AVIF picture with notes of the camera, such as the place, which cannot be removed
        [BMP] a BMP picture, which is far too large for a web page
        [JPEG-2000] a JPEG 2000 picture, which few browsers show
        [JPEG-XL] a JPEG XL picture, which few browsers show
        [PSD] a PSD picture, which only Photoshop opens
       *[other] a { $format } picture, which most browsers do not show
    }
    .help = open it in a picture program and save it as JPEG, or as PNG if it is a drawing
    .help-heic = open it in a picture program and save it as JPEG; on an iPhone choose Settings, Camera, Formats, Most Compatible
html-removed = `{ $what }` is not allowed in an article and is left out
    .help = use Markdown; scripts, styles, frames and forms never reach a page
html-unclosed = `{ $what }` is never closed; it is closed at the end of the text
    .help = add the closing tag
huge-picture = the picture `{ $file }` is too large: { $size }
    .help = make it smaller first; the limits are { $bytes } MB and { $pixels } million pixels, and a width of 4000 pixels is plenty
large-picture = the picture `{ $file }` is very large: { $size }, { $width } × { $height } pixels
    .help = make it smaller; a width of 4000 pixels is plenty, and readers never download more than they need
link-to-hidden = the link leads to `{ $path }`, which is not published ({ $reason ->
        [draft] draft
        [future] its date is in the future
       *[expired] expired
    })
    .help = publish the page, or remove the link; until then only its text is shown
local-path = `{ $path }` is a path on one computer, not on the site
    .help = copy the file into the folder of the article, and link to its name, with / between folders
markdown-deep = quotes, lists or HTML elements are nested more than { $limit } levels deep
    .help = delete surplus > or indentation
    .help-html = close each element where it ends, or write the text in Markdown without HTML
missing-anchor = the page has no heading with the anchor `#{ $anchor }`
    .help = the anchor of a heading is its text in lowercase letters without marks, with hyphens
    .help-nearest = did you mean `#{ $nearest }`?
missing-document = there is no file `{ $file }` in content/static/
    .help = put the scan there, or delete the line
    .help-nearest = did you mean `{ $nearest }`?
missing-file = there is no file `{ $path }` here
    .help = put the file there, or correct the name; names are case-sensitive
    .help-nearest = did you mean `{ $nearest }`?
missing-route = there is no page `{ $route }` on this site
    .help = link to the file of the page, such as ../../pages/lien-he.md
    .help-nearest = did you mean `{ $nearest }`?
no-alt-text = this picture has no description for readers who cannot see it
    .help = describe it in a few words: ![Members sign the pledge](anh.jpg), or `alt:` of a cover
open-fence = this code block is never closed
    .help = close it with the same marks on a line of their own
outside-picture = the picture would be loaded from another host: `{ $address }`
    .help = save it in the folder of the article and use its name
picture-ending = `{ $file }` is a { $format } picture with another ending
    .help = rename it to `{ $right }`, also in the texts that use it
second-title = `{ $text }` is a heading of level 1, which only the title is
    .help = begin it with ##
shortcode = `{ $text }` is a shortcode, and shortcodes are not supported
    .help = use Markdown, or put it between ` ` to show it as it is
skipped-heading = heading of level { $level }, but level { $expected } is next
    .help = begin it with { $marks }
unsafe-link = links may not begin with `{ $scheme }:`; only the text is shown
    .help = use https:, mailto: or tel:

## The site
absent-unit = { $unit } { $when ->
        [early] did not exist yet
       *[late] no longer existed
    } on { $day } ({ $turn })
    .help = correct the unit or the day, or the unit's days in content/registry/units.yaml
    .help-early = before it there was `{ $units }`: compare with the document and with the days in content/registry/units.yaml; if the document names this unit, write `accept: [absent-unit]`
    .help-late = it was followed by `{ $units }`: compare with the document and with the days in content/registry/units.yaml; if the document names this unit, write `accept: [absent-unit]`
all-caps-name = the name `{ $text }` is in capitals
    .help = probably `{ $proposal }`; compare with the document first
bidi-unclosed = the bidirectional control { $text } has no counterpart; it could reverse the text after it
    .help = delete the letters around it and type them again
double-space = two or more spaces in a row; they are read as one
    .help = delete all but one
ended-silently = { $unit } ended on { $day }, and it has neither successors nor a note
    .help = add `successors:`, or a `note:` that says why it has none
ends-before-start = the end ({ $end }) is before the start ({ $start })
    .help = correct one of the two
future-date = { $day } is in the future
    .help = correct it; if it is right, check the clock of this computer
general-and-thematic = this recipient also received a certificate of the same level for { $year }, by decision { $number }: one is general, the other thematic
    .help = if both were granted, leave them; if not, correct `category` or `movement`
granted-again = { $kind } is granted once in a lifetime, and decision { $number } granted it before
    .help = if these are two people, give each a `person:`; if not, compare the two documents and correct the typing error
hidden-in-article = an article names a person whose award { $reason ->
        [withdrawn] was withdrawn from the site
        [revoked] was revoked
       *[hidden] is hidden
    }: `{ $name }`
    .help = remove the person from `people:` and the name from the text
    .help-award = remove `article:` from the row and the name from the article
html-reference = `{ $text }` has codes of HTML in place of letters, which readers would see
    .help = write `{ $proposal }`
incomplete-decision = the decision has no `{ $key }`
    .help = add it; if the document is lost, name the source: `undocumented: "Kỷ yếu 2010"`
    .help-issuer = write the id of the unit that signed it, from content/registry/units.yaml
kind-validity = { $kind } was { $when ->
        [early] not granted before { $day }
       *[late] no longer granted after { $day }
    }, and the decision was signed on { $signed }
    .help = correct `kind` or `signed`, or `valid:` in content/registry/kinds.yaml
kind-year = { $kind } is not granted in { $year }
    .help = it is granted in { $years }; compare with the document, then correct `kind` or `period`, or add the year to content/registry/kinds.yaml
late-decision = the decision was signed { $gap } years after the merit period ended ({ $year })
    .help = correct `period` or `signed`; if the document has these days, write `accept: [late-decision]`
legacy-encoding = `{ $text }` was typed for a { $font } font
    .help = write `{ $proposal }`; if it is right as it is, add `accept: [legacy-encoding]`
    .help-lost = type it again, from the document: some words in it may be right as they are
look-alike = `{ $text }` only looks like `{ $proposal }`; it is read as `{ $proposal }`
    .help = replace it with `{ $proposal }`
lost-letters = letters of `{ $text }` were lost and became question marks
    .help = type the word again, from the document
low-contrast = `{ $key }` is hard to read: { $colour } on { $paper } has a contrast of { $ratio }:1 on { $scheme ->
        [dark] dark
       *[light] light
    } pages, and text needs 4.5:1
    .help = write `{ $key }: "{ $proposal }"`, or change `paper`
    .help-dark = write `dark: {"{"}{ $key }: "{ $proposal }"{"}"}`, or change the `paper` of dark pages
malformed-number = `{ $number }` is not a well-formed decision number
    .help = write it as `27/QĐ-LĐLĐ`, `31/2020/QĐ-UBND` or `97-QĐ/TW`
    .help-proposal = write `{ $proposal }`
misread-text = the letters of `{ $text }` were garbled by another program, which opened the file in the wrong encoding
    .help = write `{ $proposal }`; if it is right as it is, add `accept: [misread-text]`
    .help-lost = type it again, from the document: some of its letters are lost
missing-steps = this title requires { $needed } years of { $before }, and the site has { $found }
    .help = add the earlier decisions, or check that name and unit are written in the same way there
names-overlap = `{ $name }` and `{ $other }` are names of one unit at the same time
    .help = write `to:` after the earlier name: the day before the later one begins
near-name = `{ $name }` and `{ $other }` in one unit differ by very little
    .help = if one is a typing error, correct it; if two documents spell one person in two ways, give both the same `person:`; if these are two people, give each a `person:`
no-break-space = no-break space; it is read as a plain space
    .help = delete it and type a space
not-nfc = the letters and marks of `{ $text }` are separate characters; they are read as whole letters
    .help = set the keyboard program to precomposed Unicode, type the word again, and save the file
parent-circle = `{ $unit }` is its own superior unit, through `{ $parent }`
    .help = correct the `parents:` of one of these units
period-after-signing = the merit period ends in { $year }, after the decision was signed ({ $signed })
    .help = compare with the document, then correct `period` or `signed`
personal-data = readers would see digits like { $what ->
        [identity] an identity number
        [telephone] a telephone number
        [account] a bank account
       *[birth] a day of birth
    }
    .help = delete them: only name, position, unit and citation may be published
recipient-kind = { $kind } cannot be granted to { $to ->
        [individual] a person
        [household] a household
       *[collective] a collective
    }
    .help = it can be granted to: { $allowed }; compare with the document, then correct `to` or `kind`, or the kind's `to:` in content/registry/kinds.yaml
renamed-unit = `{ $printed }` was not the name of the unit on { $day }
    .help = the name was `{ $proposal }`; if the document has the other one, write `accept: [renamed-unit]`
row-gap = row number { $no }, but { $expected } is next
    .help = compare with the annex: add the missing row; if the document has these numbers, write `accept: [row-gap]`
row-repeat = row number { $no } is used twice
    .help = compare with the annex: delete the copied row, or correct its number; if the document repeats the number, write `accept: [row-repeat]`
same-award = decision { $number } granted { $kind } for this period before
    .help = if it was entered twice, delete the second row; if these are two people with the same name, give each a `person:`; if both documents grant it, write `accept: [same-award]`
same-citation = another award of this recipient has the same citation, in decision { $number }
    .help = one merit is rewarded once: compare with the document
same-decision = decision `{ $number }` of this issuer and year exists twice
    .help = delete one of the two files, or correct the number
same-id = the id `{ $id }` is used twice
    .help = give one of the two another id
same-letters = two files are named `{ $file }`, in two Unicode forms that look the same
    .help = compare them, and delete one of the two
same-name = `{ $name }` is counted as { $count } people: is it one person?
    .help = if it is one, give all rows the same `person:`; if not, leave them, or give each person their own
same-route = `{ $route }` is already the address of `{ $other }`
    .help = rename one of the two files, or give one a `slug:`
same-row = this decision grants one recipient { $kind } for this period twice
    .help = compare with the document: if a row was copied, delete it; if these are two people with the same name, give each a `person:`
school-year = { $from }-{ $to } is not a school year
    .help = write `{ $from }-{ $next }`, or `{"{"}from: { $from }, to: { $to }{"}"}` for several years
security-expired = `security.txt` expired on { $day }, and programs ignore it
    .help = check that the contact is still right, and set `expires:` to a day within the next year
not-silenceable = `{ $code }` cannot be silenced: something would be missing from the published site
    .help = correct what it reports, and delete `{ $code }` here
silenced-error = errors `{ $code }` are silenced: { $count }
    .help = correct them and delete the code
title-in-name = the name includes the title `{ $text }`
    .help = write `{ $proposal }`; the title belongs in `honorific:` or `position:`
totals-differ = article 1 names { $stated } { $to ->
        [individual] people
        [household] households
       *[collective] collectives
    }, and the annex has { $counted }
    .help = check for missing or surplus rows; copy `totals` from article 1; if the document itself differs, write `accept: [totals-differ]`
unexplained-status = the award is { $status ->
        [revoked] revoked
       *[corrected] corrected
    }, and no decision is named
    .help = add the number of the decision that did this, such as `by: 90/QĐ-LĐLĐ`
unknown-article = no published article `{ $name }`
    .help = write section/slug, such as guong-sang/chi-mai
    .help-nearest = did you mean `{ $nearest }`?
unknown-code = unknown diagnostic code `{ $code }`
    .help = each message has its code in brackets at its end; `bangvang explain` lists all codes
    .help-nearest = did you mean `{ $nearest }`?
unknown-kind = unknown kind of award `{ $name }`
    .help = check the catalogue, or add the kind to content/registry/kinds.yaml
    .help-nearest = did you mean `{ $nearest }`?
unknown-movement = unknown movement `{ $name }`
    .help = movements are the file names in content/movements/ without .md
    .help-nearest = did you mean `{ $nearest }`?
unknown-person = unknown person `{ $name }`
    .help = add the person to content/registry/people.yaml
    .help-nearest = did you mean `{ $nearest }`?
unknown-section = unknown section `{ $name }`
    .help = add it to `sections:` in content/site.yaml, or rename the folder
    .help-nearest = did you mean `{ $nearest }`?
unknown-unit = unknown unit `{ $name }`
    .help = add it to content/registry/units.yaml
    .help-nearest = did you mean `{ $nearest }`?
wrong-issuer = { $issuer } may not grant { $kind }
    .help = it is granted by: { $allowed }; correct `issuer` or `kind`, or the kind's `issuer:` in content/registry/kinds.yaml
zero-width = invisible character { $text }; it is left out
    .help = delete the letters around it and type them again

## Themes

own-fault = cannot render the page { $route }: this is an error in bangvang ({ $reason })
    .help = report it to the developers with this message; the other pages are not affected
template-fault = cannot render the template: { $reason }
    .help = correct the template at this place; themes/README.md lists the names that it may use
theme-circle = the theme `{ $name }` extends itself, directly or through other themes
    .help = correct `extends:` in theme.yaml
theme-string = invalid sentence: { $reason }
    .help = write `name = text`, with arguments as {"{"} $name {"}"}
unknown-theme = unknown theme `{ $name }`
    .help = put it in themes/{ $name }/, or write `theme: default`
    .help-nearest = did you mean `{ $nearest }`?
unquoted-attribute = the value of this attribute is not in quotes
    .help = write ="{"{{"} … {"}}"}"

## Output

output-damaged = the record of the last build is damaged: { $path }
    .help = move the output folder away, or build into an empty folder with --out
output-failed = { $path }: { $reason }
    .help = check whether the disk is full or another program has the file open, then build again
output-foreign = { $path } was not written by bangvang, or was changed since
    .help = move it away, or use --adopt=over to overwrite it
output-full = the disk is full: { $path } needs at least { $needed } bytes
    .help = free some space and build again; the site is unchanged
output-locked = another bangvang (process { $pid }, since { $since }) is writing to { $path }
    .help = wait until it has finished
output-newer = { $path } was written by a newer version of bangvang
    .help = use that version, or build into an empty folder with --out
output-not-empty = { $path } contains files that bangvang did not write
    .help = choose an empty folder with --out, or use --adopt to build beside them
output-half-done = the output folder { $path } is only partly updated: { $new } of the changed files are in place, { $old } are still the old ones
    .help = fix the error above and build again to complete the update; do not publish before that
output-held = another program has { $path } open
    .help = close it there and build again; the site is unchanged
output-no-more-files = the disk cannot hold more files: { $path }
    .help = there may be free space but no free inodes; delete files, or choose a folder on another disk with --out; the site is unchanged
output-read-only = { $path } is not writable
    .help = check the permissions of the file and its folder, or choose another folder with --out; the site is unchanged
output-waiting = another program has { $path } open; waiting up to 10 seconds
output-source-changed = { $path } changed while it was being copied
    .help = build again; the site is unchanged
output-unsafe = { $path } cannot be the output folder: { $why ->
        [root] it is the root of the disk
        [home] it is your home folder or one of its main folders
        [project] it is the project folder
        [above] it contains the project
        [input] it is a folder of the project that bangvang reads, or lies inside one
        [link] it is a symbolic link
        [file] it is a file, or a path below a file
        [notation] this system cannot create a folder of that name
       *[other] it is not safe to write there
    }
    .help = choose a separate folder with --out, such as public
many-deletes = { $count } of the { $of } pages of the last build would be deleted
    .ask = Delete that many?
    .help = check that nothing is missing from content/; if this is intended, use --allow-many-deletes
not-built = nothing was built; the site is unchanged
bad-clock = the clock of this computer has no usable date (the year must be from 1970 to 9998)
    .help = set the date of the computer, then try again
no-threads = the system cannot create threads: { $reason }
    .help = close other programs, or raise the limits on memory and processes (ulimit)

## Commands

built = { $pages } pages; { $written } files written, { $kept } unchanged, { $removed } removed; { $seconds } s
    .help = the site is in { $path }
checked = { $pages } pages checked; { $errors } errors, { $warnings } warnings, { $notes } notes; { $seconds } s
summary = { $count } × { $code } ({ $severity ->
        [error] error
        [warning] warning
       *[note] note
    })
refused = { $errors } errors, { $warnings } warnings; nothing was written
more-alike = { $path }: { $more } more like these [{ $code }]
explain-files = Files and their values
explain-yaml = YAML
explain-markdown = Articles
explain-site = Records and the whole site
explain-themes = Themes
explain-wrong = Wrong:
explain-wrong-in = Wrong, in { $path }:
explain-right = Right:
explain-right-in = Right, in { $path }:
explain-and-in = And in { $path }:
explain-character = `<U+…>` is the character with that number in Unicode.
explain-accept =
    If the record is right although it is reported, silence the code:
    `accept: [{ $code }]` beside the article, unit, decision or row that it is about;
    `check: {"{"}ignore: [{ $code }]{"}"}` in content/site.yaml, for the whole site.
explain-no-accept =
    It cannot be silenced: it has to be corrected before a complete site can be
    built and published.
explain-unknown = unknown diagnostic code `{ $code }`
    .help = `bangvang explain` lists all codes
explain-unknown-near = unknown diagnostic code `{ $code }`
    .help = did you mean `{ $nearest }`? `bangvang explain` lists all codes
explain-hint = For more on a message, run `bangvang explain CODE` with the code in its brackets.
hidden-title = Not published:
hidden-draft = draft
hidden-future = from { $day }
hidden-expired = expired { $day }
left-behind = { $path } is no longer part of the site, but another user or program has changed it; it was not deleted
rolled-forward = completed an interrupted build first
progress-render = rendering
init-done = created a new site in { $path }
    .help = { $enter }, then: bangvang serve --open
init-not-empty = { $path } is not empty
    .help = choose a folder that does not exist yet
new-done = { $path }
new-exists = { $path } already exists
    .help = open it, or choose another title
new-no-section = there is no section `{ $name }`; the sections are: { $known }
    .help = bangvang new article { $first } "Title"
new-empty-slug = cannot derive a file name from `{ $title }`
    .help = use letters or digits in it
no-project = { $path } does not contain a site: { $reason }
    .help = give the project folder with --root, or create a site with `bangvang init`
bad-today = `{ $text }` is not a date
    .help = write it as --today 2026-01-31

serving = preview at { $address } (press Ctrl+C to stop)
serve-port = port { $port } is in use; using { $other }
serve-open-to-all = warning: everyone in this network can read the preview, including drafts
serve-ready = { $pages } pages ready after { $milliseconds } ms; { $errors } errors, { $warnings } warnings
rebuilt = { $change }: { $made } files rebuilt, shown after { $milliseconds } ms; { $errors } errors, { $warnings } warnings
changed-many = { $count } files
changed-day = new day
serve-deaf = the system does not report file changes ({ $reason }); checking every two seconds
serve-refused = cannot serve the preview at { $place }: { $reason }
    .help = choose another --port, or leave out --host
serve-survived = internal error in bangvang; the preview continues with the last good build: { $reason }
    .help = please report it with this message
serve-not-opened = cannot open a browser; open { $address } yourself
overlay-title = { $count ->
        [one] The site has an error
       *[other] The site has { $count } errors
    }
overlay-note = The page behind this message shows what could be built. The message disappears when the errors are fixed.
overlay-more = … and { $more } more; `bangvang check` lists them all
overlay-close = Close
preview-missing = This page does not exist
preview-broken = This page cannot be rendered

## Guide

guide-topics = The guide has these topics (`bangvang guide TOPIC` prints one):
guide-settings = every key of site.yaml
guide-articles = articles, movements and pages: front matter, Markdown, links
guide-pictures = sizes, formats, metadata, alternative text
guide-records = decisions and their awards: every key, the pages generated from them
guide-units = units and people over time
guide-kinds = titles and forms of commendation, and adding your own
guide-privacy = taking a name off the site, and what is never published
guide-checks = errors, warnings and notes: reading and silencing them
guide-preview = the preview on this computer
guide-publishing = uploading the site to a host, undoing, scheduling
guide-sftp = publishing over SFTP
guide-ftps = publishing over FTPS
guide-s3 = publishing to AWS S3 and compatible storage
guide-folder = publishing into a folder
guide-zip = packing the site into a ZIP file
guide-web-server = what Apache, nginx, IIS, Netlify and Cloudflare need
guide-commands = every command and option
guide-speed = what a build costs, and where the time goes
guide-design = how the program is built, and what it guarantees
guide-so-tay = the handbook for staff, in Vietnamese
guide-unknown = there is no topic `{ $topic }` in the guide
    .help = topics are: { $topics }
guide-unknown-nearest = there is no topic `{ $topic }` in the guide
    .help = did you mean `{ $nearest }`? Topics are: { $topics }

## Publishing

ask-yes-no = [y/N]
publish-nowhere = the settings define no publishing target
    .help = add one to content/site.yaml, such as `publish: {"{"}usb: {"{"}kind: folder, path: { $path }{"}"}{"}"}`; `bangvang guide publishing` shows the other kinds
publish-no-target = there is no publishing target `{ $name }`; the targets are: { $known }
    .help = name one of them, or check `publish:` in content/site.yaml
publish-which = there are several publishing targets: { $known }
    .help = name one: bangvang publish { $first }
publish-new = new: { $title } ({ $path })
publish-changed = changed: { $title } ({ $path })
publish-removed = removed: { $title } ({ $path })
publish-more = … and { $more } more
publish-some-more = … and { $more } more
publish-lost = missing on the host, uploading again: { $title } ({ $path })
publish-lost-files = { $count } files of the site are missing on the host and will be uploaded again: { $paths }
publish-plan = to { $place }: { $new } new pages, { $changed } changed, { $removed } removed; { $files } files to transfer ({ $size }), { $deleted } to delete
publish-same = { $place } is up to date; nothing to do
publish-resumed = resuming an interrupted run: { $files } files are already there
publish-dry-run = dry run; nothing was changed there
publish-ask = Publish this to `{ $target }`?
publish-unasked = cannot ask whether to publish: this is not a terminal
    .help = preview the changes with --dry-run, then use --yes
publish-not-done = nothing was published; the host is unchanged
publish-looking = checking the host
publish-sending = transferring
publish-checking = verifying what the host stored
publish-committing = switching to the new site
publish-clearing = cleaning up
publish-left-time = left
publish-waits = connection error ({ $reason }); retrying in { $seconds } s
publish-left = { $path } is no longer part of the site, but another user or program has changed it on the host; it was not deleted
publish-done = published to { $place }: { $sent } files uploaded, { $removed } deleted; { $connections } connections, { $seconds } s
publish-done-here = published to { $place }: { $sent } files written, { $removed } deleted; { $seconds } s
publish-reached = { $place } is reachable and writable
publish-there = published there: revision { $revision } of { $when } by { $by }, { $files } files
publish-there-nothing = nothing has been published there yet
publish-undo = restoring revision { $revision } of { $when } by { $by }
publish-undone = the content on this computer is unchanged: the next run of `bangvang publish` publishes it again
publish-undo-nothing = no earlier release is stored on this computer
    .help = only the last five releases published from here are stored; correct the content and publish again
publish-due-first = nothing has been published to `{ $target }` from this computer yet, so nothing can have become due since
    .help = publish once by hand: bangvang publish { $target }
publish-due-undone = the last publication was a rollback, so nothing is published unattended
    .help = correct the content, then publish once by hand
publish-due-nothing = nothing has become due since the last publication ({ $when })
publish-due-appears = now due: { $title }
publish-due-goes = now expired: { $title }
publish-others = another user has published since. Last seen from here: revision { $seen } of { $seenwhen } by { $seenby }. There now: revision { $revision } of { $when } by { $by }
    .ask = Publish over it anyway?
    .help = talk to that user, get their content, then use --after-others
publish-others-first = this computer has never published there. There now: revision { $revision } of { $when } by { $by }
    .ask = Does this computer have the newest content, and do you want to publish over that revision?
    .help = if this computer has the newest content, use --after-others
publish-others-gone = the manifest on the host is missing; last seen from here: revision { $seen } of { $seenwhen } by { $seenby }
    .ask = Is it the right folder, and do you want to upload everything again?
    .help = check that the host and the folder are right; to upload everything again, use --after-others
publish-damaged = the manifest of bangvang on the host is not usable ({ $reason }); nothing will be deleted there
    .ask = Start over: upload everything, delete nothing?
    .help = to start over (upload everything, delete nothing), use --adopt
publish-foreign = { $count } files on the host were not published by bangvang and would be overwritten: { $paths }
    .ask = Overwrite them?
    .help = move them away on the host, or use --adopt to overwrite them
publish-edited = { $count } files on the host were changed by another user or program and would be overwritten: { $paths }
    .ask = Overwrite these changes?
    .help = copy the changes into the content, or use --adopt to overwrite them
publish-blocked = a folder, link or file that bangvang did not publish is in the way of the site: { $paths }
    .help = move it away on the host, then publish again
publish-many-deletes = { $count } of the { $of } files there would be deleted
    .ask = Delete that many?
    .help = check that nothing is missing from content/; if this is intended, use --allow-many-deletes
publish-emptied = the built site is empty or has no home page
    .ask = Publish it anyway?
    .help = check what happened to content/; if this is intended, use --allow-many-deletes
publish-locked = { $by } has been publishing there since { $since } ({ $age })
    .ask = Are you sure that this run has ended, and do you want to take over its lock?
    .help = wait, or ask them; if their computer was switched off, use --take-lock
publish-locked-by-nobody = the lock on the host cannot be read
    .help = if no other run is publishing, use --take-lock
publish-lock-lost = another run took over the lock while this one was publishing
    .help = talk to that user, then publish again: only missing files are uploaded
publish-archive = the site was published, but this release could not be stored at { $place }: { $reason }
    .help = check that this place is reachable and writable, then publish again to store the release
publish-not-stored = { $place } confirmed { $count } files but did not store them as they were sent: { $paths }
    .help = the manifest there does not list them; publish again to upload them: bangvang publish { $target }. If it happens again, report this message to the hosting provider
publish-newer = the site there was published by a newer version of bangvang
    .help = use that version
publish-moved = the host changed after it was checked; nothing was uploaded
    .help = publish again, and check what has changed
publish-stopped = stopped; readers still have a complete site
    .help = publish again: files that have arrived are not uploaded again
publish-busy = another run on this computer is publishing there
    .help = wait until it has finished
publish-file-changed = { $path } has changed since it was built
    .help = build again: bangvang publish
publish-notes = { $path }: { $reason }
    .help = check whether the disk is full and whether the folder is writable
publish-held = another program has { $path } open
    .help = close it there (Explorer and mail programs open ZIP files too), then publish again
publish-unsafe = cannot publish into { $path }: it belongs to the project or to the system
    .help = choose a separate folder in `path:`
publish-zip-place = cannot create a ZIP file at { $path }
    .help = choose a file in an existing folder, outside the output folder, content/ and themes/
publish-foreign-zip = { $path } was not written by bangvang, or was changed since
    .ask = Replace it?
    .help = move it away, or use --adopt to replace it
publish-secret-file = cannot use the secret in { $path }: { $reason }
    .help = check the path; only you may have permission to read that file (on Linux and macOS: chmod 600)
publish-secret-open = other users can read it
publish-ask-password = Password of { $user } at { $host }:
publish-ask-passphrase = Passphrase of the key { $path }:
publish-ask-key-id = Access key ID for the bucket { $bucket }:
publish-ask-key = Secret access key for the bucket { $bucket }:
publish-remembered = stored in the system keychain for { $place }
publish-remember-nothing = { $place } needs no password
publish-remember-unasked = cannot ask for the secret: this is not a terminal
    .help = run this command in a terminal
publish-no-keychain = this system has no usable keychain: { $reason }
    .help = set the environment variable { $variable }, or set { $variable }_FILE to a file that only you can read
age-minutes = { $count } minutes ago
age-hours = { $count } hours ago
age-days = { $count } days ago

remote-unreachable = cannot reach { $place }: { $reason }
    .help = check your network connection, and host and port in content/site.yaml
remote-broken = lost the connection to { $place }: { $reason }
    .help = readers still have a complete site; publish again: bangvang publish { $target }
remote-refused = { $place } refused the login of `{ $user }`
    .help = check the user and the password; set { $variable }, or run: bangvang publish { $target } --remember
remote-unknown = the host { $host } is not known to this computer; its key is { $fingerprint }
    .ask = Is this the key that the hosting provider gave you, and do you trust it?
    .help = compare the key with the one that the hosting provider gave you; then run in a terminal: bangvang publish { $target } --check-connection
remote-changed = the key of { $host } has changed: the host sent { $shown }, but { $file } has { $recorded }
    .help = do not continue; ask the hosting provider. If they changed the key, delete the line of this host in that file
remote-certificate = the certificate of { $place } is not trusted: { $reason }
    .help = report it to the hosting provider; also check the clock of this computer and the name in `host:`. Do not turn encryption off
doubt-expired = it has expired
doubt-early = it is not valid yet
doubt-other-name = it was issued for another host name
doubt-unknown = no authority that this computer trusts has issued it
doubt-absent = the host sent none
remote-unusable = cannot use { $path }: { $reason }
    .help = check `key:` or `certificate:` in content/site.yaml, and the passphrase of the key
remote-full = { $place } has no space left for { $path }
    .help = free some space there, then publish again; readers still have a complete site
remote-denied = { $place } denied access to { $path } ({ $reason })
    .help = ask the hosting provider to let this user write there
remote-held = another program has { $path } open at { $place }
    .help = close it there, or wait a little, then publish again; readers still have a complete site
remote-unable = { $place } does not support this: { $reason }
    .help = ask the hosting provider for FTPS or SFTP, or publish to a folder or a ZIP file
remote-other = { $place }: { $path }: { $reason }
    .help = publish again; if the error remains, report this message to the hosting provider

verify-looking = checking { $address } as readers see it …
verify-right = readers see the new site at { $address } ({ $right } of { $count } pages checked are right)
verify-soon = readers will see the new site at { $address } as soon as caches drop the old pages ({ $right } of { $count } pages checked are new already)
verify-wrong = the site was published, but readers do not see all of it at { $address }: { $right } of { $count } pages checked are right
    .help = check that this address serves the folder that was published to; then publish again, which verifies every file there
verify-stale = { $address }: the host has the new page, but a cache in between still serves the old one
verify-stale-told = { $address }: the host has the new page, but a cache in between still serves the old one ({ $told })
verify-kept = { $address }: this page was removed, but a cache in between still serves it; to remove it at once, purge this address from the cache (CDN)
verify-left = { $address }: this page was removed, but can still be opened; check that this address serves the folder that was published to
verify-old = { $address } still serves the old page; check that this address serves the folder that was published to
verify-other = { $address } serves other bytes than were uploaded; check whether the host modifies pages, and whether the address is right
verify-missing = { $address } has no page (HTTP { $status })
verify-unreachable = the site was published, but { $address } could not be checked: { $reason }

cli-about = Publishes campaign news and award honor rolls as a static website
cli-usage = Usage
cli-commands = Commands
cli-arguments = Arguments
cli-options = Options
cli-help = print this help, or the help of a command
cli-help-flag = print help
cli-version-flag = print the version
cli-root = the project folder
cli-lang = language of messages: vi or en
cli-format = output for people (human), or one JSON object per line for programs (json)
cli-build = build the site
cli-out = the output folder (public)
cli-drafts = include drafts
cli-base-url = use this address instead of the one in site.yaml
cli-today = use this date instead of today, such as 2026-01-31
cli-build-many-deletes = allow the build to delete more than half of the pages
cli-adopt = build beside files that bangvang did not write (beside, the default), or overwrite them (over)
cli-check = report errors and warnings without writing anything
cli-strict = treat warnings as errors
cli-publish = build the site and publish it to a host
cli-publish-target = the name of a target under `publish:` in site.yaml; optional if there is only one
cli-dry-run = show what would change, without changing anything
cli-yes = publish without asking (dangerous changes still need confirmation)
cli-undo = restore the previous release; repeat to go back further
cli-due = publish only if an article has become due or has expired since the last publication
cli-check-connection = only check that the host is reachable and writable
cli-remember = ask for the password and store it in the system keychain
cli-allow-many-deletes = allow deleting many files, or publishing a site without a home page
cli-publish-adopt = overwrite files that bangvang did not publish, or start over if the manifest is damaged
cli-after-others = publish even if another user has published since
cli-take-lock = take over the lock of a user whose computer was switched off
cli-check-host = verify every file on the host against the manifest now, not only once a day
cli-no-verify = do not check afterwards what readers see
cli-publish-out = the output folder to build into (public)
cli-serve = preview the site on this computer and update it after every change
cli-port = the port (4000); if it is in use, the next free one
cli-host = the address to listen on; 0.0.0.0 lets other computers in the network read the preview
cli-open = open a browser
cli-no-drafts = leave out drafts, future pages and expired pages
cli-init = create a small new site
cli-init-folder = a folder that does not exist yet, or is empty
cli-new = create a new file with its front matter filled in
cli-explain = explain a diagnostic, with an example; without a code, list all codes
cli-explain-code = the code in the brackets of a message, such as unknown-unit
cli-schema = write JSON Schemas of the YAML files, for completion and checks in editors
cli-schema-folder = the folder to write to, such as .vscode
cli-guide = print a chapter of the guide
cli-guide-topic = the topic, such as publishing; without it, the list of topics
cli-new-article = create an article
cli-new-movement = create a movement
cli-new-page = create a standalone page
cli-new-decision = create a decision with awards
cli-new-section = the id of the section
cli-new-title = the title
cli-new-number = the number of the decision, such as 27/QĐ-LĐLĐ
cli-timings = print the time of each stage, for people (human, the default) or for programs (json)
stage-scan = finding and reading files
stage-read = parsing records
stage-assemble = linking records into a site
stage-theme = compiling the theme
stage-plan = planning the output files
stage-check = checking (while rendering)
stage-render = rendering, and writing beside the site
stage-commit = moving the written files into place
stage-whole = total
