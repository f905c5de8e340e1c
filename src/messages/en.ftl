# Every message of bangvang in English. A diagnostic has its code as its name; `.help` says how to correct it.

severity-error = error
severity-warning = warning
severity-note = note
related-place = see also
help = help

# An issuer of a kind, in a list of those that may grant it.
issuer = { $word ->
        [president] the president (president)
        [government] the government (government)
        [prime-minister] the prime minister (prime-minister)
        [confederation] the confederation (confederation)
        [ministry] a ministry (ministry)
        [province] a province's people's committee (province)
        [federation] a provincial federation (federation)
        [upper] a union above the grassroots (upper)
        [unit] the head of a unit or a grassroots union (unit)
       *[commune] a commune's people's committee (commune)
    }

# A record that may be meant by a name, in the argument `candidates`.
candidate = `{ $id }` ({ $name }{ $level ->
        [level-state] , state level
        [level-ministry] , ministry level
        [level-province] , province level
        [level-confederation] , national confederation level
        [level-federation] , provincial federation level
        [level-grassroots] , grassroots level
        [unit-federation] , federation of labour
        [unit-upper] , union above the grassroots
        [unit-grassroots] , grassroots union
        [unit-professional] , trade union by profession
        [unit-enterprise] , enterprise
        [unit-agency] , agency
        [unit-team] , team
        [note] , { $note }
       *[none] {""}
    })
candidates-more = and { $count } more

## Files
ambiguous-date = the date `{ $text }` can be read in two ways
    .help = write `{ $first }` if the day comes first, as in Vietnam, or `{ $second }` if the month does
    .help-zone = only a day belongs here: write `{ $first }`, the day in the text, or `{ $second }`, the day in Vietnam at that time
bad-alias = the old address `{ $alias }` cannot be an address of this site
    .help = begin it with `/`, leave out spaces and `? # % : * " < > |`, and begin no part of it with a dot, such as `/cu/bai-viet.html`
    .help-proposal = write `{ $proposal }`
    .help-query = an address with `?` cannot be redirected: delete it
bad-base-url = `{ $text }` is not the address of a site
    .help = begin with `https://` and the name of the host, such as `https://congdoan.example`
    .help-proposal = write `{ $proposal }`
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
    .help-proposal = write `{ $proposal }`
bad-flag = `{ $text }` is neither true nor false
    .help = write `true` or `false`
bad-folder = `{ $text }` is not a folder on a host
    .help = write it with `/` between the names and without `..`, such as `public_html` or `/var/www/site`
bad-host = `{ $text }` is not the name of a host
    .help = write the name alone, such as `ftp.example.vn`; folder, port and user have keys of their own
bad-number = `{ $text }` is not a whole number from { $least } to { $most }
    .help = write digits only, without dots, commas or units
bad-period = `{ $text }` is not a merit period
    .help = write a year `2022`, a school year `2021-2022`, or several years `2020-2025`; digits only, no letter O
bad-phone = `{ $text }` is not one telephone number
    .help = write one number of 3 to 15 digits, such as `0299 300 0000`; write other numbers in the address or on a page
bad-slug = `{ $slug }` cannot be part of an address
    .help = use lowercase letters without marks, digits and single hyphens
    .help-proposal = write `{ $proposal }`
bad-social = `{ $text }` is not an address that begins with `https://`
    .help = open that page in a browser and copy its whole address, such as `https://social.example/union`
    .help-proposal = write `{ $proposal }`
bad-target-name = `{ $name }` cannot be the name of a publish target
    .help = write lowercase letters without marks, digits and hyphens, at most 40, such as `may-chu`
bad-time = the time in `{ $text }` is not a time of day
    .help = write hours and minutes with two digits each, such as `15:24`
    .help-proposal = write `{ $proposal }`
conflict-copy = `{ $file }` looks like a second copy of a file
    .help = compare it with the original, and delete one of the two; if it is the only one, rename it
    .help-file = compare the two files, and delete one of them
    .help-original = the original is used and this file is not read: compare the two, copy what is missing into the original, and delete this file
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
    .help-dashes = Word makes a long dash of three hyphens; write --- on this line
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
    .help-dashes = the front matter ends with a line of three hyphens: write --- here
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
    .help-decision = it belongs to the decision: write it at the start of a line, outside `defaults:` and `awards:`
    .help-defaults = it belongs to the awards: write it in the rows below `awards:`, or under `defaults:` if it is the same in all
    .help-row = it cannot be given for all rows at once: write it in the rows below `awards:`
    .help-cover = write `cover: {"{"}file: "{ $file }", alt: "…"{"}"}`, with the picture beside the article
    .help-delete = other programs use this key; delete the line
    .help-draft = write `draft: true` in its place
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
    .help-comma = put a comma before `{ $key }:`
yaml-comma = the comma ends the value of `{ $key }`, because the text is not in quotes
    .help = put the text between quotes: { $key }: "{ $text }"
    .help-list = write the names as a list: { $key }: [{ $text }]
    .help-people = two people are two rows: give each a row of their own; put only a single name with a comma in it between quotes
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
    .help-video = write the address `{ $address }` alone on a line, with blank lines around it; the page shows a card that leads to the video
html-unclosed = `{ $what }` is never closed; it is closed at the end of the text
    .help = add the closing tag
huge-picture = the picture `{ $file }` is too large: { $size }
    .help = make it smaller first; the limits are { $bytes } MB and { $pixels } million pixels, and a width of 4000 pixels is plenty
large-picture = the picture `{ $file }` is very large: { $size }, { $width } × { $height } pixels
    .help = make it smaller; a width of 4000 pixels is plenty, and readers never download more than they need
link-to-hidden = the link leads to `{ $path }`, which is not published ({ $reason ->
        [draft] draft
        [unapproved] not approved
        [future] its date is in the future
       *[expired] expired
    })
    .help = publish the page, or remove the link; until then only its text is shown
local-path = `{ $path }` is a path on one computer, not on the site
    .help = copy the file into the folder of the article, and link to its name, with / between folders
lone-footnote = { $side ->
        [note] no mark in the text leads to the note `{ $text }`
       *[mark] the footnote mark `{ $text }` has no note
    }
    .help-mark = add the note on a line of its own: `{ $text }: …`
    .help-note = write `{ $text }` in the text where the note belongs, or delete the note
mark-without-effect = `{ $text }` has no effect here, so readers see it
    .help-address = write `{ $right }`: an address with spaces or brackets belongs between < >
    .help-anchor = delete it; the address of a heading is made of its words
    .help-backslash = write `{ $right }`, or `{ $text }` to show the sign itself
    .help-box = delete `:::`, and begin each line of the box with `>`
    .help-box-place = begin the box with the line `{ $right }`, without marks such as `**` in it, and each further line with `>`
    .help-box-word = the words that make a box are { $words }
    .help-brackets = write a link as `[words](address)` and a picture as `![description](file)`
    .help-comment = end the comment with `-->`, or delete `<!--`
    .help-contents = delete it; to lead to a heading, write `[words](#address-of-the-heading)`
    .help-delete = delete it; the text cannot set its own looks
    .help-emphasis = write `{ $right }`: no space inside the marks, and a space outside
    .help-formula = delete `$$`; insert a formula as a picture
    .help-front-matter = move these lines to the front matter at the top of the file, or delete them with the `---` around them
    .help-highlight = write `{ $right }`
    .help-html = put an empty line between the HTML tag and the text
    .help-line-feed = delete it, and press Enter for a new line
    .help-link = write `{ $right }`, without a space between the brackets
    .help-note-below = write `[^1]` here, and the note on a line of its own: `[^1]: { $right }`
    .help-pair = put `{ $text }` on both sides of the words, or write `{ $right }` to show the sign itself
    .help-picture = write `{ $right }` with a description between [ ]
    .help-reference = write `{ $right }` with the address between ( )
    .help-reference-sign = write the sign itself instead of `{ $text }`
    .help-space = write `{ $right }`, with a space after `{ $mark }`
    .help-table = add the line `{ $right }` below the first row
    .help-table-gap = delete the empty line above, so that the row belongs to the table
    .help-table-rule = the line below the first row must have as many cells: `{ $right }`
    .help-tag = write `{ $right }`, or delete it
    .help-wiki = write `{ $right }` with the address between ( )
markdown-deep = quotes, lists or HTML elements are nested more than { $limit } levels deep
    .help = delete surplus > or indentation
    .help-html = close each element where it ends, or write the text in Markdown without HTML
missing-anchor = the page has no heading with the anchor `#{ $anchor }`
    .help = the anchor of a heading is its text in lowercase letters without marks, with hyphens
    .help-nearest = did you mean `#{ $nearest }`?
missing-document = there is no file `{ $file }` in content/static/
    .help = put the scan there, or delete the line
    .help-nearest = did you mean `{ $nearest }`?
missing-file = { $what ->
        [no-page] `{ $path }` has no page on this site
        [record] `{ $path }` is a file of the content, which is not published as it is
       *[missing] there is no file `{ $path }` here
    }
    .help = put the file there, or correct the name; names are case-sensitive
    .help-file = name a picture or a document
    .help-page = name the file of a page, such as pages/gioi-thieu.md; for a file in content/static/, write its address from `/`
    .help-record = link to a page; if readers should download this file, put a copy in content/static/
    .help-mail = to link to a mail address, write `{ $right }`
    .help-nearest = did you mean `{ $nearest }`?
    .help-telephone = to link to a telephone number, write `{ $right }`
    .help-web = to link to another website, write `{ $right }`
missing-route = there is no page `{ $route }` on this site
    .help = link to the file of the page, such as ../../pages/lien-he.md
    .help-nearest = did you mean `{ $nearest }`?
no-alt-text = this picture has no description for readers who cannot see it
    .help = describe it in a few words: ![Members sign the pledge](anh.jpg), or `alt:` of a cover
open-comment = this comment never ends, so everything below it is hidden
    .help = write --> where the comment ends
open-fence = this code block is never closed
    .help = close it with the same marks on a line of their own
outside-picture = the picture would be loaded from another host: `{ $address }`
    .help = save it in the folder of the article and use its name
pasted-table = these are rows of a table, pasted from Excel or Word; tabs have no effect
    .help = write the first row as `{ $row }`, below it the line `{ $rule }`, and the other rows like the first
picture-ending = `{ $file }` is a { $format } picture with another ending
    .help = rename it to `{ $right }`, also in the texts that use it
second-title = `{ $text }` is a heading of level 1, which only the title is
    .help = begin it with ##
    .help-title = delete this line: the page shows its title already
shortcode = `{ $text }` is a shortcode, and shortcodes are not supported
    .help = use Markdown, or put it between ` ` to show it as it is
skipped-heading = heading of level { $level }, but level { $expected } is next
    .help = begin it with { $marks }
table-cells = this row has { $count ->
        [1] one cell
       *[other] { $count } cells
    }, and the first row of the table has { $expected }
    .help = give every row as many cells, empty ones too: | Tổng cộng | |
    .help-blank-line = put an empty line above it if it does not belong to the table
underlined-paragraph = the line of hyphens below makes a heading of this paragraph
    .help = put an empty line between the paragraph and the line below it
unsafe-link = links may not begin with `{ $scheme }:`; only the text is shown
    .help = use https:, mailto: or tel:
word-bullet = `{ $text }` is a bullet of Word and makes no list
    .help = write each line of the list like `{ $right }`

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
ambiguous-name = { $count } { $unknown ->
        [unknown-unit] units have
        [unknown-kind] kinds of awards have
        [unknown-section] sections have
       *[unknown-movement] movements have
    } the name `{ $name }`
    .help-candidates = check which one is meant, and write its id: { $candidates }
bidi-unclosed = the bidirectional control { $text } has no counterpart; it could reverse the text after it
    .help = delete the letters around it and type them again
by-without-status = `by:` names decision `{ $number }`, but the award is neither revoked nor corrected
    .help = add `status: revoked` or `status: corrected`, as the document says; if the award did not change, remove `by:`
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
hidden-in-article = { $place ->
        [decision] a decision
       *[article] an article
    } names a recipient whose award { $reason ->
        [withdrawn] was withdrawn from the site
        [revoked] was revoked
       *[hidden] is hidden
    }: `{ $name }`
    .help = remove the person from `people:` and the name from the text
    .help-award = remove `article:` from the row and the name from the article
    .help-text = remove the name from the text; leave it if another person or collective of the same name is meant
    .help-decision = remove the name here too; leave it if another person or collective of the same name is meant
html-reference = `{ $text }` has codes of HTML in place of letters, which readers would see
    .help = write `{ $proposal }`
impossible-change = the award is { $status ->
        [revoked] revoked
       *[corrected] corrected
    } by { $what ->
        [own] the decision that grants it, `{ $number }`
       *[older] decision `{ $number }` of { $day }, before it was granted ({ $signed })
    }
    .help = compare with the document, then correct `by:` or `signed:`; if a decision of a later year with the same number is meant, add its file to content/awards/ (with `awards: []` if it grants nothing)
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
late-decision = the decision was signed { $gap ->
        [one] { $gap } year
       *[other] { $gap } years
    } after the merit period ended ({ $year })
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
missing-class = { $kind } is granted in classes, and this award has none
    .help = look the class up in the document and add `class:`, one of { $classes }
missing-steps = this title requires { $needed ->
        [one] { $needed } year
       *[other] { $needed } years
    } of { $before }, and the site has { $found }
    .help = add the earlier decisions, or check that name and unit are written in the same way there
names-overlap = `{ $name }` and `{ $other }` are names of one unit at the same time
    .help = write `to:` after the earlier name: the day before the later one begins
near-name = `{ $name }` and `{ $other }` in one unit differ by very little
    .help = if one is a typing error, correct it; if two documents spell one person in two ways, give both the same `person:`; if these are two people, give each a `person:`
no-break-space = no-break space; it is read as a plain space
    .help = delete it and type a space
not-nfc = the letters and marks of `{ $text }` are separate characters; they are read as whole letters
    .help = set the keyboard program to precomposed Unicode, type the word again, and save the file
other-name = `{ $name }` is not the name of `{ $person }`, which is { $registered }
    .help = compare with the document: correct `person:` or `name:`; if this is the same person under another name, write `accept: [other-name]`
parent-circle = { $what ->
        [movement] the movement `{ $unit }` is a part of itself
       *[unit] `{ $unit }` is its own superior unit
    }, through `{ $parent }`
    .help = correct the `parents:` of one of these units
    .help-movement = correct the `parent:` of one of these movements
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
same-name = { $count ->
        [1] two rows of this decision with the name `{ $name }` and the same unit are counted as one person: are they two people?
       *[other] `{ $name }` is counted as { $count } people: is it one person?
    }
    .help = { $count ->
        [1] if it is one person, give both rows the same `person:` or write `accept: [same-name]`; if these are two people, give each a `person:`
       *[other] if it is one, give all rows the same `person:`; if not, leave them, or give each person their own
    }
same-route = `{ $route }` is already the address of `{ $other }`
    .help = rename one of the two files, or give one a `slug:`
    .help-alias = remove this old address from `aliases:`, or correct it
    .help-fixed = rename this file; an article or a page may get another `slug:` instead
same-row = this decision grants one recipient { $kind } for this period twice
    .help = compare with the document: if a row was copied, delete it; if these are two people with the same name, give each a `person:`
    .help-unit = one row has only `unit:`, the other also the name of that unit; compare with the document: if it is one collective, delete a row; if it is a part of the unit, write the name of the part in `name:`
school-year = { $from }-{ $to } is not a school year
    .help = write `{ $from }-{ $next }`, or `{"{"}from: { $from }, to: { $to }{"}"}` for several years
host-limit = { $what ->
        [bytes] the site has { $count } bytes, and the host of the target `{ $target }` allows { $most }
       *[files] the site has { $count } files, and the host of the target `{ $target }` allows { $most }
    }
    .help = { $what ->
        [bytes] make fewer or smaller pictures (`pictures:`), or fewer pages: `pages: {"{"}people: several{"}"}`; or choose another host
       *[files] make pages only for people with several awards, `pages: {"{"}people: several{"}"}`, or no parts of rolls, `rolls: {"{"}parts: false{"}"}`; or choose another host
    }
security-expired = `security.txt` expired on { $day }, and programs ignore it
    .help = check that the contact is still right, and set `expires:` to a day within the next year
not-silenceable = `{ $code }` cannot be silenced: something would be missing from the published site
    .help = correct what it reports, and delete `{ $code }` here
silenced-error = errors `{ $code }` are silenced: { $count }
    .help = correct them and delete the code
similar-tags = the tags `{ $tag }` and `{ $other }` differ only in marks or signs; each has a page of its own
    .help = if one of the two is a typing error, correct it; if they are two topics, write `accept: [similar-tags]` in this article
successor-circle = `{ $unit }` is its own successor, through `{ $successor }`
    .help = correct the `successors:` of one of these units
tag-spelling = the tag `{ $spelling }` is shown as `{ $tag }`, as the oldest article writes it
    .help = write `{ $tag }` here too
title-in-name = the name includes the title `{ $text }`
    .help = write `{ $proposal }`; the title belongs in `honorific:` or `position:`
totals-differ = article 1 names { $stated ->
        [one] { $stated } { $to ->
            [individual] person
            [household] household
           *[collective] collective
        }
       *[other] { $stated } { $to ->
            [individual] people
            [household] households
           *[collective] collectives
        }
    }, and the annex has { $counted }
    .help = check for missing or surplus rows; copy `totals` from article 1; if the document itself differs, write `accept: [totals-differ]`
unended-unit = the unit has successors, but no day on which it ended
    .help = add `ended: {"{"}on: …{"}"}`; if the unit still exists, remove `successors:`
unexplained-status = the award is { $status ->
        [revoked] revoked
       *[corrected] corrected
    }, and no decision is named
    .help = add the number of the decision that did this, such as `by: 90/QĐ-LĐLĐ`
unknown-article = no published article `{ $name }`
    .help = write section/slug, such as guong-sang/chi-mai
    .help-candidates = similar articles: { $candidates }; write the id of the one that is meant
unknown-class = { $kind } has no class `{ $class }`
    .help = the classes are: { $classes }; declare another under `classes:` of `{ $id }` in content/registry/kinds.yaml
    .help-none = remove `class:`, or declare classes under `classes:` of `{ $id }` in content/registry/kinds.yaml
unknown-code = unknown diagnostic code `{ $code }`
    .help = each message has its code in brackets at its end; `bangvang explain` lists all codes
    .help-nearest = did you mean `{ $nearest }`?
unknown-kind = unknown kind of award `{ $name }`
    .help = see the catalogue with `bangvang guide kinds`, or add the kind to content/registry/kinds.yaml
    .help-candidates = kinds with a similar name: { $candidates }; check what the decision grants, and write the id of that kind; `bangvang guide kinds` lists all
unknown-movement = unknown movement `{ $name }`
    .help = write the name of a movement, or its file name in content/movements/ without .md
    .help-candidates = similar movements: { $candidates }; write the id of the one that is meant
unknown-person = unknown person `{ $name }`
    .help = add the person to content/registry/people.yaml
    .help-candidates = the registry has: { $candidates }; if it is one of them, write the id; if not, add the person to content/registry/people.yaml
unknown-section = unknown section `{ $name }`
    .help = add it to `sections:` in content/site.yaml, or rename the folder
    .help-candidates = similar sections: { $candidates }; rename the folder to the id of the one that is meant, or add a section to `sections:` in content/site.yaml
unknown-unit = unknown unit `{ $name }`
    .help = add it to content/registry/units.yaml
    .help-candidates = units with a similar name are registered: { $candidates }; if it is one of these, write its id, or add this spelling to its `also:`; if not, add a new unit to content/registry/units.yaml
wrong-issuer = { $issuer } may not grant { $kind }
    .help = it is granted by: { $allowed }; correct `issuer` or `kind`, or the kind's `issuer:` in content/registry/kinds.yaml
zero-width = invisible character { $text }; it is left out
    .help = delete the letters around it and type them again

## Themes

own-fault = cannot render the page { $route }: this is an error in bangvang ({ $reason })
    .help = report it to the developers with this message; the other pages are not affected
template-fault = template: { $what ->
        [variable] this page has no variable `{ $name }`
        [undefined] the variable `{ $name }` has no value
        [field] there is no field `{ $name }` here
        [nothing] there is no value here
        [compare] cannot compare `{ $name }` with `{ $other }`
        [arithmetic] only numbers can be calculated with, this is `{ $name }`
        [range] `range` makes { $name } elements, and { $other } is the limit
        [type] this place needs `{ $name }`, not `{ $other }`
        [argument] the argument `{ $name }` is missing
        [string] there is no string `{ $name }` in strings/ of the theme
        [filter] there is no filter `{ $name }`
        [test] there is no test `{ $name }` after `is`
        [function] there is no function `{ $name }`
        [component] there is no component `{ $name }`
        [template] there is no template `{ $name }`
        [block] the template that this one extends has no block `{ $name }`
        [tag] there is no such tag
        [end] the file ends before a tag or a bracket is closed
        [comment] a comment is not closed with `{ $name }`
        [quote] the { $name } that opens here is not closed
        [character] this character cannot be used here
        [end-name] the block opens as `{ $name }` and closes as `{ $other }`
        [extends] `extends` must be the first tag, and the only one
        [block-twice] the block `{ $name }` is written twice
        [block-inside] a block cannot be written inside of this
        [reserved] `{ $name }` is a word of Tera and cannot be a name
        [loop-field] `loop` has no field `{ $name }`
        [argument-twice] the argument `{ $name }` is written twice
        [set] `set` needs a name, a `=` and a value
        [ignored] a template that extends another one can only have blocks
        [loop-only] `{ $name }` can only be used in a `for` loop
        [super] `super()` can only be used in a block that the extended template has too
        [extends-circle] `{ $name }` extends itself in a circle
        [include-circle] `{ $name }` includes itself in a circle
        [expected] this place needs { $other ->
            [identifier] a name
            [string] a string in quotes
           *[sign] `{ $other }`
        }, not { $name ->
            [identifier] a name
            [string] a string
            [integer] a number
            [float] a number
            [content] text
           *[sign] `{ $name }`
        }
       *[other] another error ({ $name })
    }
    .help = correct the template at this place; `bangvang guide themes` lists the names that it may use
    .help-nearest = did you mean `{ $nearest }`?
    .help-known = possible here: { $known }
theme-circle = the theme `{ $name }` extends itself, directly or through other themes
    .help = correct `extends:` in theme.yaml
theme-string = invalid sentence: { $what ->
        [sign] a sign is missing, usually `=` or {"`}`"}
        [value] there is no text after the name
        [default] one line of the choices must begin with `*`
        [brace] there is one {"`}`"} too many
        [quote] a quotation mark is not closed
        [expression] there must be an argument between {"`{`"} and {"`}`"}
        [unknown] this theme has no string `{ $reason }`
       *[other] another error ({ $reason })
    }
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

built = { $pages ->
        [one] { $pages } page
       *[other] { $pages } pages
    }; { $written ->
        [one] { $written } file
       *[other] { $written } files
    } written, { $kept } unchanged, { $removed } removed; { $seconds } s
    .help = the site is in { $path }
checked = { $pages ->
        [one] { $pages } page
       *[other] { $pages } pages
    } checked; { $errors ->
        [one] { $errors } error
       *[other] { $errors } errors
    }, { $warnings ->
        [one] { $warnings } warning
       *[other] { $warnings } warnings
    }, { $notes ->
        [one] { $notes } note
       *[other] { $notes } notes
    }; { $seconds } s
summary = { $count } × { $code } ({ $severity ->
        [error] error
        [warning] warning
       *[note] note
    })
refused = { $errors ->
        [one] { $errors } error
       *[other] { $errors } errors
    }, { $warnings ->
        [one] { $warnings } warning
       *[other] { $warnings } warnings
    }; nothing was written
more-alike = and { $more } more of [{ $code }]: `bangvang check --code { $code }` lists them all, `bangvang check --all` all of every code
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
explain-other-site = { $address } is not an address of this site, which is at { $own }
    .help = write the part after the host, such as /news/
explain-folder = { $path } is a folder
    .help = write a file in that folder, or the address of a page
explain-outside = { $path } is not content of this site: only files in content and themes are read
    .help = write the path of a file, such as content/articles/news/item.md, or the address of a page
explain-no-file = there is no file { $path }
    .help = write the path of a file in content or themes; `bangvang list articles` lists the articles
explain-no-file-near = there is no file { $path }
    .help = did you mean { $nearest }?
explain-no-address = the site has no address { $address }
    .help = write the path after the host, such as /news/; `bangvang find WORDS` finds pages by name
explain-no-address-near = the site has no address { $address }
    .help = the nearest addresses: { $nearest }
explain-role = Read as: { $role ->
        [settings] settings of the site, because its name is site.yaml in content
        [article] article, because it is a .md file in content/articles
        [movement] movement, because it is a .md file in content/movements
        [page] standalone page, because it is a .md file in content/pages
        [decision] decision, because it is a .yaml file in content/awards
        [kinds] kinds of awards, because its name is kinds.yaml in content/registry
        [units] units, because its name is units.yaml in content/registry
        [people] people, because its name is people.yaml in content/registry
        [theme] settings of a theme, because its name is theme.yaml in the folder of a theme
        [theme-file] file of a theme, because it is in themes
        [static] file that is published under the same path, because it is in content/static
        [attachment] picture or document of a page, because it is beside content files
       *[misplaced] not read, because files of this form have no use in this folder
    }
explain-ignored = Not on the site: { $path } is not read, because a name in its path begins with a dot or is that of a temporary file. With another name it is read.
explain-hidden = Not on the site: { $hidden ->
        [draft] it is a draft. Delete the line `draft: true` to publish it.
        [unapproved] it is not approved, and this site has approved articles only (`review: true` in content/site.yaml). Approve it in the desk, or write `review: {"{"}state: approved{"}"}`.
        [future] its day has not come; the first build from { $day } on has it.
       *[expired] it expired on { $day } (key `expires`).
    }
explain-own-errors = Errors of this file, listed below, which prevent building the site: { $count }
explain-site-errors = Errors of other files, which prevent building the site: { $count }. Run `bangvang check` to see them.
explain-unused = Not on the site: no page uses this file.
explain-used-by-hidden = Not on the site: only hidden files use this file.
explain-collision = Not on the site: { $other } has the address { $address }. A file with another name has another address.
explain-title = Title: { $title }
explain-output = { $kind ->
        [home] home page
        [section] list of a section
        [article] article
        [movements] list of movements
        [movement] movement
        [page] standalone page
        [tags] list of tags
        [tag] articles with a tag
        [archive] archive
        [archive-year] archive of a year
        [archive-month] archive of a month
        [rolls] honor rolls
        [roll] honor roll or a part of one
        [roll-parts] parts of an honor roll
        [roll-names] index of the names on an honor roll
        [statistics] statistics
        [corrections] corrections and annulments
        [decisions] list of decisions
        [decisions-year] decisions of a year
        [decision] decision
        [kinds] list of kinds of awards
        [kind] kind of award
        [units] list of units
        [unit] unit
        [unit-children] units below a unit
        [recipient] recipient
        [namesakes] recipients of the same name
        [search] search
        [search-letter] index of names by letter
        [given-name] people with the same given name
        [gone] notice of a removed name
        [not-found] notice of an unknown address
        [redirect] redirect
        [download] download
        [download-archive] download of all years
        [schema] schema of the JSON downloads
        [atom-feed] Atom feed
        [json-feed] JSON feed
        [sitemap] sitemap
        [robots] robots.txt
        [search-file] file of the search
        [manifest] web app manifest
        [security] security.txt
        [humans] humans.txt
        [host-file] configuration of the web server
        [copy] copy of a file
        [picture] picture
        [share-picture] picture for shared links
       *[theme-file] file of the theme
    }
explain-sorting = { $kind ->
        [section] newest article first, at the same time by address
        [tag] newest article first, at the same time by address
        [archive-year] newest article first, at the same time by address
        [archive-month] newest article first, at the same time by address
        [movement] newest article first, at the same time by address
        [atom-feed] newest article first, at the same time by address
        [json-feed] newest article first, at the same time by address
        [movements] latest start first, then by title
        [roll] by precedence of the kind, then class, unit and name
        [roll-names] by name
        [corrections] newest decision first
        [decisions] last signed first, then by number, descending
        [decisions-year] last signed first, then by number, descending
        [decision] by the numbers of the rows
        [kind] newest year first, within a year as on the roll
        [unit] newest year first, within a year as on the roll
        [recipient] newest year first, then by precedence of the kind
        [units] existing units first, by precedence
        [namesakes] by name, then by precedence of the unit
        [given-name] by name, then by precedence of the unit
       *[other] in the order of the page
    }
explain-own = Address: { $address } ({ explain-output })
explain-own-redirect = Address: { $address } ({ explain-output } to { $to })
explain-more = … and { $more } more
explain-template = Template: { $template } of the theme { $theme } ({ $place ->
        [built-in] built in
       *[project] { $path }
    })
explain-no-template = Template: the theme { $theme } has no usable { $template }
explain-template-pages = { $state ->
        [used] Pages with this template: { $count }
       *[shadowed] No page has this template: the theme of the site has another one of the same name, or does not include it
    }
explain-menu = In the menu of the settings
explain-section = Section: { $title } ({ $id }), because the file is in { $folder }
explain-date = Date: { $day }
explain-updated = Updated: { $day }
explain-publish = Published from (key `publish`): { $day }
explain-expires = Expires on (key `expires`): { $day }
explain-starts = Starts: { $day }
explain-ends = Ends: { $day }
explain-signed = Signed: { $day }
explain-number = Number: { $number }
explain-review = Approval: { $state ->
        [sent] sent
        [approved] approved
        [returned] returned
       *[none] not sent
    }
explain-tag = Tag: { $name }
explain-part = { $part ->
        [movement] Movement
        [person] Person
        [parent] Part of the movement
        [launched-by] Launched by
        [issuer] Issuer
        [kind] Kind of award
       *[unit] Unit
    }: { $name } ({ $place ->
        [built-in] built-in catalogue
       *[project] { $path }
    })
explain-file-part = { $part ->
        [cover] Cover
        [launch-plan] Scan of the plan
       *[scan] Scan of the decision
    }: { $path }
explain-article-awards = Awards that link to this article: { $count }
explain-awards = Awards: { $count }{ $years ->
        [none] {""}
       *[other] ; on the rolls of { $years }
    }
explain-entries = Entries of the file: { $count }
explain-listed = Also at:
explain-listed-at = { $address } ({ explain-output }): number { $place } of { $total }; { explain-sorting }
explain-shown-at = { $address } ({ explain-output })
explain-awards-at = { $address } ({ explain-output }): { $awards ->
        [one] 1 award
       *[other] { $awards } awards
    }
explain-used = Used by:
explain-used-by = { $path } ({ $use ->
        [cover] cover
        [shown] picture in the text
        [linked] link in the text
        [portrait] portrait
        [scan] scan of the decision
        [launch-plan] scan of the plan
       *[settings] settings
    }){ $placed ->
        [yes] , on the page { $address }
       *[no] {""}
    }
explain-kind = At { $address }: { explain-output }
explain-redirect = Leads to: { $to }
explain-switches = Switched by: { $keys } in content/site.yaml
explain-origin = Made by: { $place }
explain-list = List: { $first } to { $last } of { $total }; { explain-sorting }
explain-made-of = Made of:
explain-source = { $place ->
        [built-in] built-in catalogue
       *[project] { $path }
    }{ $awards ->
        [0] {""}
        [one] : 1 award
       *[other] : { $awards } awards
    }
explain-linked = Links to the articles: { $addresses }
explain-hidden-by = Not on the site: it needs { $path }, which { $hidden ->
        [draft] is a draft
        [unapproved] is not approved
        [future] is published from { $day } on
       *[expired] expired on { $day }
    }
explain-only-hidden = Not on the site: it exists only together with hidden files, which `bangvang check` lists.
explain-switched-off = Not on the site: { $address } ({ explain-output }) is switched off by { $keys } in content/site.yaml. Write true there to have it.
find-similar = No person has exactly this name. Similar names:
find-awards = { $count ->
        [0] revoked award of { $year }: { $kind }
        [one] 1 award, { $year }: { $kind }
       *[other] { $shown } awards, the newest of { $year }: { $kind }
    }
find-revoked = revoked
find-not-published = { $reason ->
        [draft] draft
        [unapproved] not approved
        [future] before its day
       *[expired] expired
    }
find-found = { $count ->
        [one] 1 result.
       *[other] { $shown } results.
    }
find-more = { $more } more; add --all to list them.
find-nothing = Nothing was found for “{ $query }”.
find-hidden = { $count ->
        [one] 1 file that is not published was not searched; add --drafts to search it.
       *[other] { $count } files that are not published were not searched; add --drafts to search them.
    }
find-site-errors = { $count ->
        [one] The site has 1 error, so some content may not have been read; see `bangvang check`.
       *[other] The site has { $count } errors, so some content may not have been read; see `bangvang check`.
    }
find-bad-year = `{ $text }` is no year
    .help = write the year with four digits, such as 2023
find-unknown = unknown { $what ->
        [unit] unit
       *[kind] kind of award
    } `{ $name }`
    .help = { $what ->
        [unit] the units are listed in content/registry/units.yaml
       *[kind] `bangvang guide kinds` lists the catalogue
    }
find-unknown-near = unknown { $what ->
        [unit] unit
        [kind] kind of award
       *[type] type of results
    } `{ $name }`
    .help = did you mean { $near }?
find-unknown-type = unknown type of results `{ $name }`
    .help = types are: { $near }
find-ambiguous = `{ $name }` can mean { $count } { $what ->
        [unit] units
       *[kind] kinds of awards
    }
    .help = write the id of one of them: { $near }
fix-hint = { $count ->
        [one] `bangvang fix` can correct one of these.
       *[other] `bangvang fix` can correct { $count } of these.
    }
explain-fix =
    `bangvang fix --only { $code }` corrects it wherever the right form is certain; it
    shows the change and asks first.
explain-no-fix = { $doubt ->
        [identity] `bangvang fix` leaves this to you: a guess could name another person, unit,
            award, date or number.
        [choice] `bangvang fix` leaves this to you: there are several right forms.
        [damage] `bangvang fix` leaves this to you: letters are lost or garbled, and only the
            document says which.
        [file] `bangvang fix` leaves this to you: it changes the text of files, and does not
            rename, move or delete them.
        [program] `bangvang fix` leaves this to you: the theme or the program has to change.
       *[unknown] `bangvang fix` leaves this to you: only you know the right value.
    }
explain-hint = For more on a message, run `bangvang explain CODE` with the code in its brackets.
fix-file = { $path }: { $count ->
        [one] one correction
       *[other] { $count } corrections
    } ({ $codes })
fix-encoding = {"     "} The file is saved as UTF-8; the words stay the same.
fix-normalized = {"     "} { $lines ->
        [one] In one line, letters and marks are
       *[other] In { $lines } lines, letters and marks are
    } joined to whole letters; the words stay the same.
fix-found = { $count ->
        [one] one correction is certain
       *[other] { $count } corrections are certain
    }, in { $files ->
        [one] one file
       *[other] { $files } files
    }
fix-nothing = nothing to correct with certainty; { $left ->
        [0] no other errors or warnings
        [one] one error or warning needs your decision
       *[other] { $left } errors and warnings need your decision
    }
fix-dry-run = nothing was changed (--dry-run)
fix-not-done = nothing was changed
fix-ask = Make { $count ->
        [one] this correction
       *[other] these { $count } corrections
    } in { $files ->
        [one] one file
       *[other] { $files } files
    }? [y = yes, e = ask for each file, Enter = no]
fix-ask-file = Correct { $path }?
fix-unasked = nothing was changed: this is not a terminal, so it is not possible to ask
    .help = read the changes above, then use --yes
fix-saved = { $path }: { $count ->
        [one] one correction
       *[other] { $count } corrections
    }; the version before is in { $version }
fix-done = { $count ->
        [one] one correction
       *[other] { $count } corrections
    } made in { $files ->
        [one] one file
       *[other] { $files } files
    }; { $left ->
        [0] no other errors or warnings
        [one] one error or warning needs your decision
       *[other] { $left } errors and warnings need your decision
    }
fix-by-hand = { $count ->
        [one] One correction is certain, but has to be made by hand because of the way the text is written:
       *[other] { $count } corrections are certain, but have to be made by hand because of the way the text is written:
    }
fix-no-file = { $path } is no file or folder of this site
    .help = name a file or folder below content/, such as content/awards
fix-never = `bangvang fix` does not correct `{ $code }`
    .help = run `bangvang explain { $code }` to see why
fix-changed = { $path } was changed by another program meanwhile; it was not touched
    .help = run `bangvang fix` again
fix-read-only = { $path } is write-protected; it was not changed
    .help = allow writing (Windows: Properties, clear Read-only), then run `bangvang fix` again
fix-in-use = another program has { $path } open; it was not changed
    .help = close the file in Word or the editor, or wait until OneDrive has finished, then run `bangvang fix` again
fix-no-history = { $path } was not changed, because the version before could not be stored: { $reason }
    .help = check whether the disk is full and whether the folder .bangvang can be written to
fix-failed = { $path } was not changed: { $reason }
    .help = check whether the disk is full, then run `bangvang fix` again
history-versions = { $path }: { $count ->
        [one] one version
       *[other] { $count } versions
    }
history-kind = { $kind ->
        [saved] saved
        [deleted] deleted
        [restored] restored
        [moved-from] moved here from { $other }
        [moved-to] moved to { $other }
       *[found] found on the disk
    }
history-lines = +{ $added } −{ $removed }
history-now = the file is like this now
history-changed = The file has been changed since by another program. `bangvang restore` stores that state too before it replaces it.
history-more = { $more } more; add --all to list them.
history-all = Add --all to list everything.
history-none = { $path } has no versions yet; one is stored whenever bangvang changes a file
history-empty = nothing has been recorded yet
history-published = published to { $target }
history-bin = { $count ->
        [one] One deleted file can be restored with `bangvang restore FILE`:
       *[other] { $count } deleted files can be restored with `bangvang restore FILE`:
    }
history-outside = { $path } is not in the folders content or themes of this site
    .help = give the path of a file, such as content/articles/tin/bai.md
history-failed = the history of { $path } cannot be read: { $reason }
restore-none = { $path } has no other version
restore-unknown = { $path } has no version { $version }
    .help = `bangvang history { $path }` lists the versions with their numbers and times
restore-same = { $path } is like the version of { $when } already
restore-differs = { $path }: this would change if the version of { $when } came back
restore-dry-run = nothing was changed (--dry-run)
restore-done = { $path }: the version of { $when } is back{ $state ->
        [replaced] ; what was there before is stored as a version
       *[new] {""}
    }
restore-failed = { $path } was not changed: { $reason }
hidden-title = Not published:
hidden-draft = draft
hidden-unapproved = not approved
hidden-future = from { $day }
hidden-expired = expired { $day }
left-behind = { $path } is no longer part of the site, but another user or program has changed it; it was not deleted
rolled-forward = completed an interrupted build first
progress-render = rendering
doctor-state = { $state ->
        [ok] ok
        [warning] warning
       *[problem] problem
    }
doctor-done = { $problems ->
        [0] { $warnings ->
            [0] this computer has everything that is needed
            [one] no problem, one warning
           *[other] no problem, { $warnings } warnings
        }
       *[other] problems: { $problems }, warnings: { $warnings }
    }
doctor-project = the site in { $path } can be read; files: { $files }
doctor-no-project = there is no site in { $path }: { $reason }
    .help = run the command in the folder of the site, choose it with --root, or create a site with `bangvang init`
doctor-no-settings = { $path } has no content/site.yaml
    .help = run the command in the folder of the site, or create a site with `bangvang init`
doctor-unreadable = the site in { $path }: { $count } of { $files } files cannot be read
    .help = close them in other programs, or allow reading them; `bangvang check` lists them
doctor-write = the project folder can be written to: { $path }
doctor-write-refused = the project folder { $path } cannot be written to: { $reason }
    .help = allow writing to it (Windows: Properties, Security), or move the site to a folder of your own
doctor-output = the output folder can be written to: { $path }
doctor-output-refused = the output folder { $path } cannot be written to: { $reason }
    .help = choose another folder with `bangvang build --out`, or allow writing to this one
doctor-own = history and earlier versions can be written: { $path }
doctor-own-refused = history and earlier versions cannot be written to { $path }: { $reason }
    .help = allow writing to this folder; if it is a file, rename it
doctor-space = at least { NUMBER($megabytes) } MB of the disk are free
doctor-little-space = only about { NUMBER($megabytes) } MB of the disk are free
    .help = free some space before building a site with many pictures
doctor-no-space = the disk is nearly full: about { NUMBER($megabytes) } MB are free
    .help = free some space, otherwise the site cannot be built and articles cannot be saved
doctor-space-unknown = the free space of the disk is unknown: { $reason }
    .help = look it up in the file manager
doctor-path-length = no path is too long; the longest has { $length } characters: { $path }
doctor-long-path = the path of { $path } has { $length } characters; Word and File Explorer may not open the file
    .help = move the site to a folder with a short path, such as C:\site
doctor-not-synced = neither the site nor the output is in a folder of a sync program
doctor-synced-project = the site is in a folder of { $program }, the output is not
doctor-synced-output = the output folder is in a folder of { $program }: builds are slow, and files may be locked while they are uploaded
    .help = build elsewhere, such as bangvang build --out C:\web; the content may remain there
doctor-local-disk = the site and the output are on a disk of this computer
doctor-network-drive = { $path } is on a network drive: builds are slow, and changes of files may be seen late
    .help = copy the site to a disk of this computer, or at least build there with `bangvang build --out`
doctor-language = language of the system: { $language ->
        [vi] Vietnamese
       *[en] English
    }
doctor-other-language = the system names neither Vietnamese nor English as its language; without a site, messages are in Vietnamese
    .help = add --lang en for English
doctor-encoding = the terminal shows Vietnamese letters ({ $value })
doctor-encoding-windows = the terminal shows Vietnamese letters; for output that PowerShell writes to a file, read the part on Windows of `bangvang guide commands`
doctor-no-unicode = the terminal may not show Vietnamese letters: its encoding is { $value }
    .help = set the variable LANG to vi_VN.UTF-8 or C.UTF-8
doctor-clock = the clock shows { $now }
doctor-clock-wrong = the clock is wrong: { $now }
    .help = set the date and time of the computer, otherwise articles whose day has come are not published
doctor-clock-behind = the clock shows { $now }, but a file of the site was changed at { $newest }
    .help = check the date and time of the computer
doctor-time-zone = time zone of the computer: { $zone }
doctor-other-time-zone = the time zone of the computer is { $zone }, that of the site { $site }; times in articles are in that of the site
    .help = if the computer is where the site is, set its time zone
doctor-no-time-zone = the time zone of the computer is unknown
    .help = choose it in the settings of the system; times in articles are in that of the site
doctor-browser = a browser can be opened
doctor-no-browser = no program that opens a browser was found ({ $programs })
    .help = open a browser and type the address that `bangvang serve` or `bangvang edit` prints
doctor-no-screen = there is no screen for a browser, as on a server
    .help = work on a computer with a screen; building and publishing work here
doctor-ports = the preview and the desk can listen on port { $port }
doctor-other-port = another program has port { $port }; the preview and the desk will listen on port { $free }
doctor-no-port = no port can be opened for the preview and the desk: { $reason }
    .help = allow bangvang in the antivirus program or the firewall
doctor-no-loopback = the computer cannot connect to itself: { $reason }
    .help = allow bangvang to connect to 127.0.0.1 in the antivirus program or the firewall
doctor-keychain = passwords of hosts can be stored in the keychain of the system
doctor-no-keychain = the system has no keychain: { $reason }
    .help = type the password when publishing, or set it in the environment; read `bangvang guide publishing`
doctor-no-proxy = no proxy is set: publishing connects to the host directly
doctor-proxy = proxy { $host } (variable { $variable }): used to publish to S3 and to read published pages back{ $exceptions ->
        [none] {""}
       *[other] ; except for { $exceptions }
    }
doctor-proxy-not-for-all = SFTP and FTPS do not use the proxy { $host } (variable { $variable }), only S3 and reading published pages back do{ $exceptions ->
        [none] {""}
       *[other] ; except for { $exceptions }
    }
    .help = if the network requires a proxy, ask its administrator to allow connections to the host; try `bangvang publish --check-connection`
doctor-socks-proxy = the proxy { $host } (variable { $variable }) is a SOCKS proxy, which is not supported{ $exceptions ->
        [none] {""}
       *[other] ; except for { $exceptions }
    }
    .help = set a proxy such as http://host:port, or remove the variable { $variable }
doctor-bad-proxy = the variable { $variable } is no address of a proxy
    .help = write it as http://proxy.example:3128, or remove it
doctor-no-tools = no other program has to be installed
list-nothing = no entry has “{ $words }”
init-done = created a new site in { $path }
    .help = { $enter }, then: bangvang edit
init-language = The language of the site, vi or en (Enter: vi):
init-organisation = The organisation that publishes the site, such as Minh Giang Federation of Labour (Enter: later):
init-address = The address of the site, such as https://congdoan.minhgiang.example (Enter: later):
init-no-address = { $address } is not the address of a website
    .help = write it like https://congdoan.minhgiang.example, or press Enter and write it later
init-not-empty = { $path } is not empty
    .help = choose a folder that does not exist yet
new-done = { $path }
new-exists = { $path } already exists
    .help = open it, or choose another title
new-no-section = there is no section `{ $name }`; the sections are: { $known }
    .help = bangvang new article { $first } "Title"
new-no-theme-file = the theme has no template and no static file `{ $name }`
    .help = `bangvang guide themes` lists the templates
new-no-theme-file-nearest = the theme has no template and no static file `{ $name }`
    .help = did you mean `{ $nearest }`? `bangvang guide themes` lists the templates
new-refused = { $path } was not created
    .help = correct the title or the number as the messages above say
new-empty-slug = cannot derive a file name from `{ $title }`
    .help = use letters or digits in it
import-subject = { $subject ->
        [unit] unit
        [kind] kind of award
        [issuer] issuer
        [recipient] individual, collective or household
        [column] column
        [split] position and unit in one cell
        [class] class of the award
        [period] period
        [row-period] period of a row
        [number] number of the decision
        [signed] day of signature
        [list-kind] kind of award of a list
        [paragraph] paragraph that seems to name a recipient
       *[row] row
    }
import-draft-comment = Imported from { $file }. A draft, not published yet. Complete these { $count } things, delete the line draft: true, and run bangvang check:
import-places = { $placed ->
        [yes] {" "}({ $rows ->
            [one] one place
           *[other] { $rows } places
        }: { $places })
       *[no] {""}
    }
import-words = { $stated ->
        [yes] {" "}"{ $printed }"
       *[no] {""}
    }
import-of-decision = { $stated ->
        [yes] {" "}of decision { $printed }
       *[no] {""}
    }
import-draft-open = { import-subject }{ $stated ->
        [yes] {": "}"{ $printed }"
       *[no] {""}
    }{ import-places }
import-question = Question { $at } of { $count }. { $subject ->
        [unit] Which unit is "{ $printed }"?
        [kind] { $stated ->
            [yes] Which kind of award is "{ $printed }"?
           *[no] Which kind of award is granted?
        }
        [issuer] Which unit issued the decision{ import-words }?
        [recipient] Is "{ $printed }" an individual, a collective or a household?
        [column] What is in the column "{ $printed }"?
        [split] Which words of "{ $printed }" are the unit?
        [class] Which class of the award is "{ $printed }"?
        [period] For which time are the awards{ import-of-decision } granted?
        [row-period] Which time is "{ $printed }"?
        [number] What is the number of the decision?
        [signed] On which day was the decision{ import-words } signed?
        [list-kind] Which kind of award does the list{ import-words } grant?
        [paragraph] Is anybody awarded in the paragraph "{ $printed }"? It is in no list: leave it open, and add its recipients to the draft by hand.
       *[row] What is "{ $printed }"?
    }{ import-places }
import-answer = { $subject ->
        [unit] A number of the list, or the name or id of another unit:
        [issuer] A number of the list, or the name or id of another unit:
        [kind] A number of the list, or the name or id of another kind:
        [list-kind] A number of the list, or the name or id of another kind:
        [period] A number of the list, or a period such as 2025 or 2024-2025:
        [row-period] A period such as 2025 or 2024-2025:
        [number] A number of the list, or the number such as 27/QĐ-LĐLĐ:
        [signed] A number of the list, or the day such as 2026-11-20:
        [split] A number of the list, or the words of the unit:
       *[other] A number of the list:
    }
import-word = { $word ->
        [individual] an individual (individual)
        [collective] a collective (collective)
        [household] a household (household)
        [citation] achievements (citation)
        [remark] remarks, for comments (remark)
        [position] positions (position)
        [unit] units (unit)
        [kind] kinds of award (kind)
        [addressed] an individual; "Ông" is the form of address, not the family name (addressed)
        [group] the title of a group: the unit of the rows below (group)
        [none] nothing that is taken (none)
        [shared] several people who share the award (shared)
        [dac-biet] special class (dac-biet)
        [nhat] first class (nhat)
        [nhi] second class (nhi)
        [ba] third class (ba)
        [khuyen-khich] encouragement (khuyen-khich)
       *[other] { $word }
    }
import-leave-open = leave it open: it is written as printed, in a draft (Enter)
import-new-unit = it is a new unit: add it to the registry
import-new-unit-kind = What is "{ $printed }"? A number of the list (Enter leaves it open):
import-unit-kind = { $kind ->
    [federation] federation of labour
    [upper] union above the grassroots
    [grassroots] grassroots union
    [professional] trade union by profession
    [enterprise] enterprise
    [team] team within a unit
   *[agency] agency, school or hospital
}
import-add-unit = "{ $printed }" is going to be added to { $path } as a new unit: { $kind }.
import-units-added = { $path }: { $count ->
        [one] one unit
       *[other] { $count } units
    } added
import-answer-unknown = `{ $typed }` is not an answer to this question.
import-open = not certain: { import-subject }{ import-words }{ import-places }
import-bad-date = `{ $text }` is not a day
    .help = write it as 2026-11-20
import-bad-period = `{ $text }` is not a period
    .help = write 2025, or 2024-2025
import-found = { $file }: decision { $numbered ->
        [no] without a number
       *[other] { $number }
    }{ $dated ->
        [no] {""}
       *[other] {" "}of { $day }
    }: { $rows } rows read, { $taken } taken, { $asked } with a question, { $awards } awards
import-rows = { $outcome ->
        [title] title
        [head] head of a table
        [numbers] numbers of columns
        [group] heading of a group
        [total] total
        [footer] note or signature
       *[other] empty row
    }: { $count } ({ $places })
import-not-understood = not understood, look at it: { $place }: { $text }
import-column = column not taken: "{ $head }" ({ $place }, { $count } cells): { $reason ->
        [private] personal data, which must not be published
        [hidden] hidden in the file
       *[other] its heading is not known
    }
import-left-out = not read: { $kind ->
        [hidden-sheet] hidden sheet
        [sheet-without-cells] sheet without cells
        [macros] macros, which are never run
        [text-beside] text box, comment or footnote
        [deleted-text] text deleted while changes were tracked
        [struck-text] text that is struck through
        [errors] values of formulas with an error, after the first 10,000
       *[other] picture
    }{ $placed ->
        [no] {""}
       *[other] {" "}({ $place })
    }
import-note = { $kind ->
        [capitals] names in capitals, written as names are
        [address] forms of address or degrees, left out of names
        [workplace] workplaces, of which the grassroots union is taken
        [split] cells divided into position and unit
        [empty] empty cells left empty
        [error] cells with an error of a formula, taken as empty
        [hidden] hidden rows, taken
        [remark] remarks, kept in the comments of a new file only
        [joined] cells of several columns below one head, joined
        [ditto] marks such as “nt”, read as the cell above
        [not-taken] second columns for the same thing, not taken
        [not-read] cells that are not understood, not taken
        [other-recipient] rows with another recipient than the exported one, whose further keys were not taken
       *[other] personal data, dropped
    }: { $count } ({ $places })
import-totals = recipients: { $collectives } collectives, { $individuals } individuals, { $households } households
import-totals-differ = warning: the decision states { $collectives } collectives, { $individuals } individuals, { $households } households
import-totals-same = (as the decision states)
import-no-section = there is no section `{ $name }`; the sections: { $known }
    .help = bangvang import bai.docx --section { $first }
import-article-found = { $file }: article "{ $title }": { $paragraphs } paragraphs, { $headings } headings, { $items } items of lists, { $tables } tables, { $pictures } pictures, { $notes } footnotes
import-article-lead = lead: { $text }
import-article-author = author, from the last lines: { $text }
import-article-place = { $what ->
        [table] table { $number }
        [note] footnote
       *[other] paragraph { $number }
    }{ $worded ->
        [no] {""}
       *[other] {" "}"{ $words }"
    }
import-article-left-out = not taken: { $kind ->
        [deleted-text] text deleted while changes were tracked
        [hidden-text] hidden text
        [text-box] text box; copy its text into the article
        [comment] comment
        [equation] equation; write it as text, or insert it as a picture
        [chart] chart or diagram; save it as a picture (PNG) and add it
        [object] embedded file of another program; put a PDF of it into content/static/ and link to it
        [symbol] symbol of a special font
        [picture-format] picture in a format that browsers do not show; save it as JPEG or PNG and add it
        [linked-picture] picture that is not in the file but linked; save it as a file and add it
        [lost-picture] picture whose file is missing or damaged
        [picture-in-note] picture in a footnote
        [lost-block] text that cannot be written as Markdown; copy it by hand
        [link-target] link to something that is no web address; its text is taken
        [lost-note] footnote without text, or of the title
        [header-or-footer] header or footer
        [contents] line of a table of contents
        [macros] macros, which are never run
       *[other] description of a picture that Word has made up, or the name of its file; describe the picture yourself
    }{ $detailed ->
        [no] {""}
       *[other] : { $detail }
    }{ $placed ->
        [no] {""}
       *[other] {" "}({ $places })
    }
import-article-changed = look at it: { $kind ->
        [nested-table] a table within a table: its text is in the cell around it
        [cropped-picture] a picture of which Word shows only a part is taken as a whole
        [merged-cells] merged cells: the text is in the first of them, the others are empty
        [quotation] a table of one column is written as a quotation
        [picture-table] a table that arranges pictures is written as a gallery
        [above-title] text above the title is at the beginning of the article
        [no-title] no title was found, so it is the name of the file
        [bold-paragraph] bold lines; if they are headings, write ## before them and remove the **
       *[other] bold and italic words that Markdown cannot write there are plain
    }{ $placed ->
        [no] {""}
       *[other] {" "}({ $places })
    }
import-article-dry-run = nothing was written (--dry-run); the file would be { $path }{ $count ->
        [0] {""}
       *[other] , with the pictures { $files }
    }
import-article-exists = the site already has { $path }
    .help = nothing is overwritten; change the title in Word, or rename or delete that article first
import-article-written = { $path } written{ $count ->
        [0] {""}
        [one] , with one picture beside it
       *[other] , with { $count } pictures beside it
    }
import-article-next = It is a draft, and not published. Next: look at it with `bangvang serve --open`, correct it, and delete the line draft: true in { $path }.
import-paste = Paste the table here, then press Ctrl+D on a line of its own (on Windows Ctrl+Z, then Enter):
import-nothing-found = no awards were found in { $file }
    .help = the file needs a table with a heading such as Họ và tên, Chức vụ, Đơn vị; give its sheet with --sheet NAME
import-unread = { $path }: { $why }
    .help = { $how }
import-into-outside = `{ $path }` is not a file of decisions
    .help = write a path such as content/awards/2026/qd-88.yaml
import-into-several = { $file } has { $count } decisions, which do not go into one file
    .help = leave out --into; each decision gets a file of its own
export-column = { $column ->
        [decision] Decision
        [signed] Signed
        [issuer] Issuer
        [no] No.
        [to] Recipient
        [honorific] Title
        [name] Name
        [position] Position
        [unit] Unit
        [kind] Award
        [class] Class
        [category] Category
        [movement] Movement
        [period] Period
        [citation] Citation
        [status] Remark
       *[visibility] Name shown
    }
export-word = { $word ->
        [individual] Individuals
        [collective] Collectives
        [household] Households
        [cong-trang] merit
        [phong-trao] movement
        [dot-xuat] single outstanding deed
        [cong-hien] lifetime of service
        [nien-han] seniority
        [doi-ngoai] foreign relations
        [initials] initials
        [hidden] hidden
       *[other] { $word }
    }
export-status = { $state ->
        [revoked] Annulled
        [corrected] Corrected
       *[withdrawn] Withdrawn by request
    }{ $known ->
        [yes] {" "}by Decision { $by }
       *[no] {""}
    }
export-written = { $path }: { $count ->
        [one] one award
       *[other] { $count } awards
    } written
export-internal = the file has the names of all recipients, also of those whom the site does not name: do not pass it on, and do not put it into the folder content.
export-left-out = { $count ->
        [one] one award is
       *[other] { $count } awards are
    } not in the table, because something about them is open, so that their year and unit are not known: { $places }
    .help = export without --year and --unit, or complete these rows (bangvang check lists what is open)
export-unread = not in the table, because the file cannot be read: { $places }
    .help = run `bangvang check`, correct what it reports about the file, and export again
export-nothing = there is no such award
    .help = check --year, --decision and --unit; bangvang find shows what the site has
export-exists = { $path } exists
    .help = choose another name, or add --overwrite
export-inside = { $path } is in a folder of the site, and would be published
    .help = write it outside of the folders content and themes
export-ending = { $path } has to end with .xlsx or .csv
    .help = choose a name such as awards-2023.xlsx
export-too-long = { $path }: the table has more rows, or a longer text, than Excel allows
    .help = export one year at a time, with --year
import-exists = the site already has this decision: { $path }
    .help = bangvang import FILE --update shows what differs, and changes only that
import-dry-run = nothing was written (--dry-run); the file would be { $path }
import-ask = Write { $path }?
import-ask-several = Write { $count } decisions, each into a file of its own?
import-ask-update = Change { $path }?
import-written = { $path }: { $count ->
        [one] one award
       *[other] { $count } awards
    } written
import-updated = { $path } changed
import-unasked = nothing was written: this is not a terminal, so it is not possible to ask
    .help = read the report above, then use --yes; what is not certain is written as printed, in a draft
import-not-done = nothing was written
import-next = { $state ->
        [open] Next: complete { $path }, delete the line draft: true if there is one, and run `bangvang check`.
       *[done] Next: look at it with `bangvang serve --open`.
    }
import-not-patched = { $path } was not changed: its YAML has an error, or cannot be compared
    .help = run `bangvang check` and correct what it reports about this file
import-gone = not in the file any more, but kept: { $row }
import-not-applied = { $path } does not say what these cells say, which are empty, not certain or not understood: { $places }
    .help = correct the cells and import the table again, or change the file itself
import-contradiction = the rows of the decision { $path } do not agree: the number, the day or the issuer in { $places } is not that of { $numbered ->
        [no] the other rows
       *[other] { $number }{ $dated ->
            [no] {""}
           *[other] {" "}of { $day }
        }
    }; nothing of it was written
    .help = write the same number, day and issuer in all its rows; to add an award to another decision, type it in a new row without hidden cells
import-file-twice = { $place } and the rows of its decision belong into { $path } like others of this table, but state the decision differently; they were not written
    .help = write the number, the day and the issuer as in the other rows, and import the table again
import-unchanged = { $path }: nothing to change
import-site-found = { $site }: read { $articles } articles, { $pages } standalone pages; to write: { $new } (drafts: { $drafts }), files beside them: { $files }, old addresses: { $aliases }
import-site-note = { $kind ->
        [not-read] not taken: { $place } { $text }
        [too-long] not taken, because it is longer than 500 KB, or the whole site than 48 MB: { $place } { $text }
        [front-matter] { $place }: the front matter has an error; only what could be read of it was taken
        [key] { $place }: the key `{ $text }` has no equal here{ $count ->
            [one] {""}
           *[other] {""} ({ $count } times)
        }
        [shortcode] { $place }: `{ $text }` has no equal here; it is a comment in the article
        [link] { $place }: the link to `{ $text }` leads to nothing that was imported; its text stays
        [anchor] { $place }: the part of the page `{ $text }` was not found
        [picture-missing] { $place }: the picture `{ $text }` was not found; its text stays
        [picture-outside] { $place }: the picture `{ $text }` is on another site; it is a link now
        [file-not-copied] { $place }: the file `{ $text }` was not copied
        [html] { $place }: the element `{ $text }` of HTML is not shown here
        [format] { $place }: the format of "{ $text }" could not be kept
        [attributes] { $place }: the attributes `{ $text }` were removed
        [math] { $place }: the formula `{ $text }` is shown as it is written
        [address] { $place }: the old address `{ $text }` cannot redirect here
        [same-address] { $place }: the old address `{ $text }` belongs to another page
        [no-date] { $place }: no date; the article is a draft with the day of today
        [not-public] { $place }: { $text } was not public; it is a draft
       *[entries] not taken: { $text } in { $place }
    }
import-site-existing = the site has it already, left as it is: { $path }
import-site-unknown-section = the site has no section "{ $name }"; articles left out: { $count }
    .help = add `{ $entry }` below `sections:` in content/site.yaml, or name another section with --section
import-site-no-section = articles without a category left out: { $count }
    .help = name the section with --section
import-site-which-section = Which section is "{ $name }" of the old site? (articles: { $count })
import-site-section-answer = A number of the list, or the id or title of a section:
import-site-leave-out = leave them out (Enter)
import-site-nothing-new = nothing to write: the site has all of it already, or it was left out
import-site-dry-run = nothing was written (--dry-run); new articles and pages: { $count }
import-site-ask = Write these articles and pages ({ $count })?
import-site-unasked = nothing was written: this is not a terminal, so it is not possible to ask
    .help = read the report above, then use --yes
import-site-written = articles and pages written: { $count }
import-site-file-exists = { $path } was not written: there is such a file or folder already
import-site-checked = bangvang check reports about them: errors: { $errors }, warnings: { $warnings }
import-site-too-many-files = the folder has more than { NUMBER($limit) } files
    .help = name the folder of the old site itself, not one above it
import-site-no-pages = no pages were found in the folder { $folder }
    .help = name the folder in which the configuration of the old site is
import-site-no-posts = the export has neither posts nor pages
    .help = in WordPress, choose Tools → Export → All content
import-site-not-an-export = the file is no export of WordPress
    .help = in WordPress, choose Tools → Export → All content, and name the file that it gives
import-site-damaged = the export is damaged at line { $line }
    .help = export it once more, and do not change the file
import-differs = { $path }: { $new } new rows, { $changed } changed rows, { $gone } rows that only the site has
import-remember = "{ $printed }" will be another spelling of { $id } in { $path }, so that it is not asked again.
import-remembered = { $path }: { $count ->
        [one] one spelling
       *[other] { $count } spellings
    } added
import-not-saved = { $path } was not changed: { $why ->
        [changed] another program has just changed it
        [read-only] it is write-protected
        [in-use] another program has it open
        [history] the version before could not be stored: { $reason }
       *[other] { $reason }
    }
    .help = close it in other programs, then run the command again
no-project = { $path } does not contain a site: { $reason }
    .help = give the project folder with --root, or create a site with `bangvang init`
base-url-refused = `{ $text }` is not the address of a site
    .help = write --base-url { $proposal }
bad-today = `{ $text }` is not a date
    .help = write it as --today 2026-01-31

serving = preview at { $address } (press Ctrl+C to stop)
serve-port = port { $port } is in use; using { $other }
serve-open-to-all = warning: everyone in this network can read the preview, including drafts
serve-ready = { $pages ->
        [one] { $pages } page
       *[other] { $pages } pages
    } ready after { $milliseconds } ms; { $errors ->
        [one] { $errors } error
       *[other] { $errors } errors
    }, { $warnings ->
        [one] { $warnings } warning
       *[other] { $warnings } warnings
    }
rebuilt = { $change }: { $made ->
        [one] { $made } file
       *[other] { $made } files
    } rebuilt, shown after { $milliseconds } ms; { $errors ->
        [one] { $errors } error
       *[other] { $errors } errors
    }, { $warnings ->
        [one] { $warnings } warning
       *[other] { $warnings } warnings
    }
changed-many = { $count ->
        [one] { $count } file
       *[other] { $count } files
    }
changed-day = new day
serve-deaf = the system does not report file changes: { $reason }; checking every two seconds
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
guide-import = lists of awards from Excel, Word, CSV and the clipboard
guide-privacy = taking a name off the site, and what is never published
guide-take-down = removing a name, an award, a picture or an article on request
guide-search = what readers find on the site, how, and what it costs them
guide-checks = errors, warnings and notes: reading and silencing them
guide-preview = the preview on this computer
guide-desk = the desk in the browser: writing, saving, earlier versions
guide-sharing = two people and one site: shared folder, OneDrive, Google Drive, Git
guide-hosting = choosing a host, and moving a site to another address
guide-publishing = uploading the site to a host, undoing, scheduling
guide-sftp = publishing over SFTP
guide-ftps = publishing over FTPS
guide-s3 = publishing to AWS S3 and compatible storage
guide-folder = publishing into a folder
guide-zip = packing the site into a ZIP file
guide-web-server = what Apache, nginx, IIS, Netlify and Cloudflare need
guide-themes = a theme of your own: files, templates, components, every field of the views
guide-commands = every command and option
guide-speed = what a build costs, and where the time goes
guide-glossary = the words of this guide, each explained once, with the Vietnamese ones
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
publish-lost-files = { $count ->
        [one] { $count } file of the site is
       *[other] { $count } files of the site are
    } missing on the host and will be uploaded again: { $paths }
publish-plan = to { $place }: { $new ->
        [one] { $new } new page
       *[other] { $new } new pages
    }, { $changed } changed, { $removed } removed; { $files ->
        [one] { $files } file
       *[other] { $files } files
    } to transfer ({ $size }), { $deleted } to delete
publish-same = { $place } is up to date; nothing to do
publish-resumed = resuming an interrupted run: { $files ->
        [one] { $files } file is
       *[other] { $files } files are
    } already there
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
publish-waits = connection error: { $reason }; retrying in { $seconds } s
publish-left = { $path } is no longer part of the site, but another user or program has changed it on the host; it was not deleted
publish-done = published to { $place }: { $sent ->
        [one] { $sent } file
       *[other] { $sent } files
    } uploaded, { $removed } deleted; { $connections ->
        [one] { $connections } connection
       *[other] { $connections } connections
    }, { $seconds } s
publish-done-here = published to { $place }: { $sent ->
        [one] { $sent } file
       *[other] { $sent } files
    } written, { $removed } deleted; { $seconds } s
publish-reached = { $place } is reachable and writable
publish-there = published there: revision { $revision } of { $when } by { $by }, { $files ->
        [one] { $files } file
       *[other] { $files } files
    }
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
publish-damaged = the manifest of bangvang on the host is not usable: { $reason }; nothing will be deleted there
    .ask = Start over: upload everything, delete nothing?
    .help = to start over (upload everything, delete nothing), use --adopt
publish-foreign = { $count ->
        [one] { $count } file on the host was
       *[other] { $count } files on the host were
    } not published by bangvang and would be overwritten: { $paths }
    .ask = Overwrite them?
    .help = move them away on the host, or use --adopt to overwrite them
publish-edited = { $count ->
        [one] { $count } file on the host was
       *[other] { $count } files on the host were
    } changed by another user or program and would be overwritten: { $paths }
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
publish-lock-unreadable = the lock on the host cannot be read
    .help = if no other run is publishing, use --take-lock
publish-lock-lost = another run took over the lock while this one was publishing
    .help = talk to that user, then publish again: only missing files are uploaded
publish-archive = the site was published, but this release could not be stored at { $place }: { $reason }
    .help = check that this place is reachable and writable, then publish again to store the release
publish-not-stored = { $place } confirmed { $count ->
        [one] { $count } file but did not store it as it was sent
       *[other] { $count } files but did not store them as they were sent
    }: { $paths }
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
age-minutes = { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    } ago
age-hours = { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    } ago
age-days = { $count ->
        [one] { $count } day
       *[other] { $count } days
    } ago

remote-folder = cannot open the folder { $place }: { $reason }
    .help = check that the drive is plugged in or the shared folder can be opened, and `path:` in content/site.yaml
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
remote-denied = { $place } denied access to { $path }: { $reason }
    .help = ask the hosting provider to let this user write there
remote-held = another program has { $path } open at { $place }
    .help = close it there, or wait a little, then publish again; readers still have a complete site
remote-unable = { $place } does not support this: { $reason }
    .help = ask the hosting provider for FTPS or SFTP, or publish to a folder or a ZIP file
remote-other = { $place }: { $path }: { $reason }
    .help = publish again; if the error remains, report this message to the hosting provider
remote-short = { $reason }
remote-short-certificate = the certificate is not trusted: { $reason }
remote-short-host = the host is not confirmed
remote-short-path = { $path }: { $reason }
remote-short-refused = the host refused the login

verify-looking = checking { $address } as readers see it …
verify-right = readers see the new site at { $address } ({ $right } of { $count } checked pages right)
verify-soon = readers will see the new site at { $address } as soon as caches drop the old pages ({ $right } of { $count } checked pages new already)
verify-wrong = the site was published, but readers do not see all of it at { $address }: right: { $right } of { $count } checked pages
    .help = check that this address serves the folder that was published to; then publish again, which verifies every file there
verify-stale = { $address }: the host has the new page, but a cache in between still serves the old one
verify-stale-cached = { $address }: the host has the new page, but a cache in between still serves the old one ({ $headers })
verify-kept = { $address }: this page was removed, but a cache in between still serves it; to remove it at once, purge this address from the cache (CDN)
verify-left = { $address }: this page was removed, but can still be opened; check that this address serves the folder that was published to
verify-old = { $address } still serves the old page; check that this address serves the folder that was published to
verify-other = { $address } serves other bytes than were uploaded; check whether the host modifies pages, and whether the address is right
verify-missing = { $address } has no page (HTTP { $status })
verify-unreachable = the site was published, but { $address } could not be checked: { $reason }

## Reasons of the system

reason-address = the address is not valid
reason-answer = the server responds
reason-asks-on = the server does not stop asking
reason-bad-name = some systems cannot store a file of this name, or bangvang ignores it
reason-certificate = the certificate is not trusted
reason-changed = the file changed while it was read
reason-cloud = the cloud drive is not running, or has not downloaded this file
reason-cut-off = the data ends too early
reason-damaged = the content is damaged
reason-denied = you do not have permission
reason-device = the drive has read or write errors
reason-disconnected = the connection was closed
reason-exists = there is a file or folder of this name already
reason-file-name = the file name has characters that are not allowed
reason-folder-gone = a folder was removed just now
reason-folder-not-empty = the folder still has files
reason-full = the drive is full
reason-in-use = another program has this file open
reason-is-folder = that is a folder, not a file
reason-loop = the link leads back to itself
reason-no-address = this computer does not have that address
reason-no-algorithm = the two sides have no encryption in common
reason-no-authorities = this computer trusts no issuer of certificates
reason-no-certificate = the file has no certificate
reason-no-connection = no connection could be made
reason-no-host = there is no host of this name
reason-no-memory = this computer has not enough memory
reason-no-replacement = the server cannot replace a file in one step
reason-no-sftp = the server has no SFTP
reason-no-tls = the connection cannot be encrypted
reason-not-folder = a part of the path is not a folder
reason-not-found = there is no such file or folder
reason-not-ready = the drive is not ready, or was removed
reason-not-regular = that is not a regular file
reason-not-text = the content is not UTF-8 text
reason-other = another error of the system
reason-other-disk = the two places are on different drives
reason-outside = the path leads outside of the project
reason-passphrase = the passphrase does not open this key
reason-path-long = the path is too long
reason-port-taken = another program uses this port
reason-quota = the quota is used up
reason-read-only = the drive is read-only
reason-redirects = this address redirects in a circle
reason-refused = the server refused the connection
reason-share = the shared network folder cannot be reached
reason-timed-out = there was no response for too long
reason-tls = the encrypted connection failed
reason-too-large = the file is larger than the drive allows
reason-too-many-connections = the server has too many connections
reason-too-many-open = too many files are open at once
reason-too-many-watched = there are too many folders to watch
reason-unreachable = the network does not reach that computer
reason-unsupported = the system cannot do this
reason-virus = the antivirus program blocked this file
reason-write-protected = the file is write-protected

## Command line

usage-bad-value = `{ $value }` cannot be used for `{ $argument }`
    .help = possible values: { $known }
    .help-nearest = did you mean `{ $nearest }`?
    .help-number = write a number from 1 to { $most }
usage-conflict = `{ $argument }` cannot be used together with `{ $others }`
usage-extra-argument = `{ $argument }` is one argument too many
usage-extra-value = `{ $argument }` takes no value: remove `{ $value }`
usage-hint = Add --help to see all commands and options.
usage-missing-argument = missing { $arguments }
usage-missing-command = a command is missing after `{ $command }`
    .help = possible commands: { $known }
usage-missing-value = a value is missing after `{ $argument }`
    .help = possible values: { $known }
usage-no-equals = there must be a = between `{ $argument }` and its value
usage-not-unicode = the command line has text that is not Unicode
usage-other = cannot understand this command line
usage-repeated = `{ $argument }` can be given only once
usage-unknown-command = there is no command `{ $command }`
    .help = possible commands: { $known }
    .help-nearest = did you mean `{ $nearest }`?
usage-unknown-option = there is no option `{ $argument }` here
    .help-elsewhere = it is an option of { $commands }
    .help-nearest = did you mean `{ $nearest }`?

cli-about = Publishes campaign news and award honor rolls as a static website
cli-usage = Usage
cli-value-code = CODE
cli-value-command = COMMAND
cli-value-date = DATE
cli-value-dir = DIR
cli-value-file = FILE
cli-value-format = FORMAT
cli-value-host = HOST
cli-value-how = HOW
cli-value-kind = KIND
cli-value-lang = LANG
cli-value-movement = MOVEMENT
cli-value-number = NUMBER
cli-value-name = NAME
cli-value-options = OPTIONS
cli-value-period = PERIOD
cli-value-port = PORT
cli-value-section = SECTION
cli-value-subject = CODE, FILE OR ADDRESS
cli-value-sheet = SHEET
cli-value-target = TARGET
cli-value-title = TITLE
cli-value-topic = TOPIC
cli-value-type = TYPE
cli-value-unit = UNIT
cli-value-url = URL
cli-value-version = VERSION
cli-value-words = WORDS
cli-value-year = YEAR
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
cli-all = list every message; otherwise 20 of each code
cli-code = list only messages with this code, and all of them; may be repeated
cli-value-list = LIST
cli-list = prints the ids and names of units, kinds of awards, movements or articles
cli-list-records = units, kinds, movements or articles
cli-list-words = only entries with these words, with or without marks
cli-find = find people, units, decisions, articles and more, with file and line
cli-find-words = a name or words, with marks or without
cli-find-type = only one type: person, collective, unit, decision, kind, movement, roll, article or page
cli-find-year = only this year, such as 2023
cli-find-unit = only people of this unit (id or name), of its predecessors and successors
cli-find-kind = only awards of this kind (id or name)
cli-find-all = list every result, not only the first 20
cli-find-drafts = search drafts, files before their day and expired ones too
cli-fix = correct what is certain, such as names in capitals; shows the changes and asks first
cli-fix-files = files or folders to correct; without any, the whole site
cli-fix-dry-run = show the corrections without making them; exit code 1 if there are any
cli-fix-yes = correct without asking
cli-fix-only = correct only these codes, such as all-caps-name,double-space
cli-history = list the versions of a file; without a file: what was changed, deleted and published last
cli-history-file = the file, such as content/awards/2023/qd-27.yaml
cli-history-all = list everything, not only the newest 20
cli-restore = bring back an earlier version of a file, or a deleted file; what is there now is stored first
cli-restore-file = the file, such as content/awards/2023/qd-27.yaml
cli-restore-version = number of the version in bangvang history, or a time such as "2026-06-01 08:15"; without it, the version before
cli-export = write the awards to an Excel or CSV file for staff; bangvang import reads it back unchanged
cli-export-file = the file to write, .xlsx or .csv, outside of the folder content
cli-export-year = only the honor roll of this year
cli-export-decision = only the decision with this number
cli-export-unit = only this unit and the units below it, by name or id
cli-export-overwrite = overwrite a file that exists
cli-import = write award decisions from a list in Excel, Word, CSV or the clipboard; shows what was read and asks before writing
cli-import-hugo = import the articles and pages of a site of Hugo
cli-import-jekyll = import the articles and pages of a site of Jekyll
cli-import-hexo = import the articles and pages of a site of Hexo
cli-import-wordpress = import the posts and pages of an export of WordPress
cli-import-wordpress-file = the export, from Tools → Export in WordPress
cli-import-wordpress-media = a copy of the folder wp-content/uploads, from which pictures are taken
cli-import-site-folder = the folder of the old site, in which its configuration is
cli-import-site-section = the id or title of the section of all articles; without it, folders and categories decide
cli-import-site-yes = write without asking; articles whose section is not certain are left out
cli-import-files = the files with the lists; - for the standard input
cli-import-number = the number of the decision, if the file does not have it
cli-import-signed = the day it was signed, such as 2026-11-20
cli-import-issuer = the id or name of the unit that issued it
cli-import-kind = the id or name of the kind of award, if the list has no column for it
cli-import-period = the time for which the awards are granted, such as 2025 or 2024-2025
cli-import-movement = the id or name of the movement
cli-import-sheet = read only this sheet
cli-import-into = the file to write, in content/awards/
cli-import-paste = read text that you paste into the terminal; end it with Ctrl+D, on Windows with Ctrl+Z and Enter
cli-import-update = if the site has the decision, change what differs; rows that are gone stay
cli-import-section = write each Word file as an article of this section (id or title), a draft with its pictures
cli-import-dry-run = only show what would be written
cli-import-yes = write without asking; what is not certain is written as printed, in a draft
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
cli-check-host = verify every file on the host against the manifest now, not a part of them once a day
cli-no-verify = do not check afterwards what readers see
cli-publish-out = the output folder to build into (public)
cli-edit = open the desk in a browser: write, change, save and publish
cli-no-open = do not open a browser, only print the address
cli-serve = preview the site on this computer and update it after every change
cli-port = the port (4000); if it is in use, the next free one
cli-host = the address to listen on; 0.0.0.0 lets other computers in the network read the preview
cli-open = open a browser
cli-no-drafts = leave out drafts, future pages and expired pages
cli-init = create a small new site in Vietnamese (--lang en: in English)
cli-init-folder = a folder that does not exist yet, or is empty
cli-new = create a new file with its front matter filled in
cli-doctor = check whether the computer has what the program needs
cli-explain = explain a diagnostic, a file or an address of the site; without any, list all codes
cli-explain-subject = the code in the brackets of a message, such as unknown-unit; the path of a file; or the address of a page, such as /news/
cli-schema = write JSON Schemas of the YAML files, for completion and checks in editors
cli-schema-folder = the folder to write to, such as .vscode
cli-guide = print a chapter of the guide
cli-guide-topic = the topic, such as publishing; without it, the list of topics
cli-new-article = create an article
cli-new-movement = create a movement
cli-new-page = create a standalone page
cli-new-decision = create a decision with awards
cli-new-theme-file = copy a template or a static file of the theme into the project, to change it there
cli-new-theme-name = its name, such as article.html or site.css
cli-new-section = the id or the title of the section
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
import-read-failed = { $path } cannot be read: { $reason }
    .help = close the program that has the file open, and check the path
import-read-too-large = the file is larger than { $limit } MB
    .help = remove pictures and sheets that are not needed, or copy the table and paste it
import-read-unpacks-too-large = unpacked, the file is larger than { $limit } MB
    .help = copy only the table into a new file, and import that
import-read-too-many-cells = the file has a table with more than { NUMBER($rows) } rows or { NUMBER($columns) } columns, or more than { NUMBER($cells) } cells
    .help = copy only the table into a new file, or divide it into several files
import-read-encrypted = the file needs a password
    .help = open it, remove the password, save it under another name, and import that
import-read-damaged = the file is damaged
    .help = open it in Excel or Word and save it again, or ask for the file once more
import-read-old-word = this is a file of Word 97 to 2003 (.doc)
    .help = open it in Word and save it as .docx, or copy the table and paste it
import-read-long-article = the text is too long for an article: more than { $limit } MB, or tens of thousands of paragraphs
    .help = divide it into several articles
import-read-not-word = this is not a Word file (.docx)
    .help = with --section, articles are read from Word; leave --section out to import a list of awards
import-read-unknown-format = files of this format are not read
    .help = save it as .xlsx, .docx or .csv, or copy the table and paste it
import-read-empty = the file has no text
    .help = check that it is the right file and was saved; hidden sheets are not read
import-read-stopped = reading the file took too long or too much memory
    .help = open it in Excel and save it as .xlsx, or copy the table and paste it

## The desk

desk-title = Desk
desk-ready = the desk is open at { $address } (the address works once; press Ctrl+C to stop)
desk-skip = Skip to content
desk-menu = Contents of the site
desk-no-script = The desk needs JavaScript. Switch it on in the browser, or edit the files in the folder content with a text editor.
desk-locked = This browser has not been let into the desk
    .help = Open the address that the command “bangvang edit” prints. Each address works once; run the command again for another one.
desk-entering = Opening the desk…
desk-no-page = There is no such page
desk-no-file = there is no file { $file }
desk-no-text = { $file } is no text file that can be edited here
desk-no-utf8 = { $file } is not UTF-8; run “bangvang fix” and open it again
desk-unreadable = cannot read { $file }: { $reason }
desk-bad-request = malformed request: { $detail }
desk-no-build = the site is not built yet; wait a moment and try again
desk-not-written = cannot write { $file }: { $reason }
desk-base-unknown = the content of { $file } before your changes is unknown; open the file again and paste what you typed
desk-changed = another person just saved { $file }; what you typed is still in the temporary copy
desk-overview = Overview
desk-page-before = Back to the page before
desk-articles = Articles
desk-decisions = Decisions
desk-movements = Movements
desk-pages = Standalone pages
desk-units = Units
desk-kinds = Award kinds
desk-people = People
desk-pictures = Pictures
desk-settings = Settings
desk-new-article = New article
desk-open-preview = Preview the site
desk-unsaved-copies = Typed and not saved
desk-newest = Newest articles
desk-contents = Contents
desk-check = Check
desk-check-counts = { $errors } errors, { $warnings } warnings
desk-error = Error
desk-warning = Warning
desk-note = Note
desk-line = line { $line }
desk-search = Search
desk-state = State
desk-all = All
desk-sort = Sort by
desk-sort-new = Newest first
desk-sort-old = Oldest first
desk-sort-title = Name
desk-sort-problems = Most problems first
desk-show = Show
desk-count = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
  }
desk-problem-count = { $count ->
    [one] { $count } problem
   *[other] { $count } problems
  }
desk-pager = Pages of the list
desk-page = page { $page } of { $pages }
desk-previous = Previous
desk-next = Next
desk-state-shown = On the site
desk-state-draft = Draft
desk-state-waits = Waits for its day
desk-state-expired = Expired
desk-state-broken = Has errors
desk-state-problems = With problems
desk-text = Text
desk-preview = Preview
desk-width = Width
desk-phone = Phone
desk-desktop = Desktop
desk-save = Save
desk-delete = Delete
desk-history = Saved versions
desk-recovered = There is unsaved text of { $time }
desk-recovered-help = The page was closed before it was saved. The form shows the file as it was saved last; you can take back what you typed.
desk-recovered-show = Show the unsaved text
desk-recover = Take back the unsaved text
desk-discard = Discard the unsaved text
desk-js-discard = Discard the unsaved text
desk-js-saved = Saved at { $time }
desk-js-unsaved = Not saved; a temporary copy was made at { $time }
desk-js-unchanged = Nothing changed yet
desk-js-saving = Saving…
desk-js-offline = The desk does not answer. What you typed is still in this browser; leave the page open and start the program again.
desk-js-changed-elsewhere = Another person just saved this file; when you save, both changes are merged
desk-js-gone-moved = This file was moved; what is typed here is kept for its new place
desk-js-gone-moved-open = Continue at the new place
desk-js-gone-deleted = This file was deleted; what is typed here is kept
desk-js-gone-deleted-open = Open what is kept
desk-gone-moved = This file was moved to another place.
desk-gone-deleted = This file was deleted, or another program moved it.
desk-gone-save = { $file } was moved or deleted; what was typed is kept
desk-js-merged = Saved, together with what another person just changed
desk-js-no-problems = No problems
desk-js-link-none = No page was found
desk-js-uploading = Copying { $name }…
desk-js-uploaded = Copied { $name }
desk-js-delete-sure = Delete { $file }? It can be brought back from the bin.
desk-js-paste-losses = Not pasted: { $detail }
desk-js-bold-sample = bold text
desk-js-link-sample = text of the link
desk-more-fields = More fields
desk-only-as-text = This value can be changed only in a text editor.
desk-required = (required)
desk-add = Add
desk-remove = Remove
desk-remove-what = Remove { $what }
desk-cancel = Cancel
desk-no-form = This file cannot be read as a form, so the whole file is shown as text. Correct what is reported and save, and the form is back.
desk-no-change = the change of { $file } cannot be written so that it is read back as typed
desk-toolbar = Formatting
desk-mark-heading = Heading
desk-mark-bold = Bold
desk-mark-italic = Italic
desk-mark-list = List
desk-mark-numbers = Numbers
desk-mark-quote = Quotation
desk-mark-link = Link
desk-mark-picture = Picture
desk-mark-gallery = Gallery
desk-mark-table = Table
desk-mark-video = Video
desk-mark-note = Footnote
desk-mark-plain = Paste plain text
desk-link-title = Link
desk-link-search = Find a page by its title
desk-link-address = or an address
desk-link-put = Insert the link
desk-pictures-here = Pictures of the article
desk-pictures-help = Choose pictures, drop them here or paste them, several at once if you like. They lie beside the article in its folder.
desk-picture-put = Insert
desk-picture-alt = Description
desk-picture-caption = Caption
desk-picture-too-large = { $name } is too large; use a picture of less than 40 MB
desk-picture-foreign = { $name } is a { $format } picture, which browsers of readers do not show; save it as JPEG and choose it again
desk-picture-broken = { $name } is no picture, or is damaged
desk-no-picture = { $file } is no picture that can be shown here
desk-no-picture-place = { $file } has no place for pictures
desk-new-title = Title
desk-new-section = Section
desk-new-make = Start writing
desk-no-section = There is no such section
desk-no-title = Enter a title with at least one letter
desk-js-table-sample = | Column 1 | Column 2 |/| --- | --- |/| cell 1 | cell 2 |
desk-js-video-address = Address of the video on YouTube, Facebook or TikTok
desk-js-picture-needs-alt = Describe the picture { $name } before you insert it
desk-js-paste-plain = Press Ctrl+V to paste plain text
desk-word-none = None
desk-word-true = Yes
desk-page-failed = bangvang has an internal error and cannot make this page: { $detail }
desk-loss-pictures = { $count } pictures (paste or choose each by itself)
desk-loss-merged-cells = { $count } tables with merged cells (the text is in the first cell)
desk-loss-objects = { $count } films, frames or formulas
desk-loss-rest = the end, because it is too long
desk-move = Move to this section
desk-save-first = save { $file } first
desk-taken = the other section already has an article with this address
desk-folder-shared = the folder of { $file } has other articles too; move the files by hand, or leave the article in this section
desk-links-stay = the links of { $file } cannot be rewritten for the new place; open the whole file as text, write these links in the plain form [text](file.md), and try again
desk-start-title = Open the desk
desk-start-about = There is no site in this folder. Make a new one, or open another.
desk-start-known = Sites in this folder
desk-start-new = New site
desk-start-name = Name of the site
desk-start-name-help = For example: Minh Giang Trade Union. It can be changed later in the settings.
desk-start-folder = Folder (the full path)
desk-start-create = Make the site
desk-start-other = Open a site elsewhere
desk-start-open = Open
desk-start-opening = Opening…
desk-start-no-path = Enter the full path of the folder, from the drive on
desk-start-not-empty = This folder is not empty; choose another one
desk-start-not-written = Cannot write to this folder: { $reason }
desk-start-no-site = There is no site in this folder (no content/site.yaml)
desk-start-not-opened = Cannot open the desk: { $reason }
desk-help = Help
desk-help-chapters = Chapters
desk-help-keys = Keyboard
desk-help-undo = Undo typing
desk-steps = First steps
desk-step-settings = Name the site and the organisation
desk-step-article = Write the first article and clear its draft mark
desk-step-decision = Enter the first award decision
desk-step-publish = Connect a host and publish
desk-step-done = done
desk-place-row = { $list } { $row } { $name }
desk-place-numbered = No. { $number } { $name }
desk-history-help = The last saves, deletions, restorations and publications of the whole site, newest first.
desk-no-events = Nothing has been saved yet.
desk-no-version = this version of { $file } does not exist any more
desk-not-deleted = { $file } is not in the bin
desk-has-unsaved = { $file } has text that is not saved; open the file, save or discard that, then take this version back
desk-event-found = Saved outside of the desk
desk-event-saved = Saved
desk-event-deleted = Deleted
desk-event-restored = Restored
desk-event-moved-from = Moved here from
desk-event-moved-to = Moved to
desk-event-published = Published
desk-present = Present version
desk-look = View
desk-look-at = View the version of { $time }
desk-look-at-what = View { $what }
desk-take-back = Take this version back
desk-take-back-of = Take this version back, of { $time }
desk-open-file = Open the file
desk-version = Version of { $time }
desk-version-text = The whole version
desk-difference = Compared with the present file
desk-difference-none = The present file is the same as this version.
desk-difference-help = How to read it:
desk-difference-removed = struck through is what this version has and the file has no more
desk-difference-added = underlined is what the file has now
desk-difference-lines = Show the lines of the file
desk-difference-skipped = an unchanged part that is not shown
desk-removed-sign = [removed]
desk-added-sign = [added]
desk-empty = (empty)
desk-bin = Bin
desk-bin-help = Deleted files stay here for at least 30 days and can be restored; pictures of an article come back with it.
desk-bin-empty = The bin is empty.
desk-bin-companions = other files in the folder of the article: { $count }
desk-undelete = Restore
desk-undelete-what = Restore { $what }
desk-since = Changes since the last publication
desk-since-never = The site has not been published yet.
desk-since-nothing = No file has been saved, deleted or restored since the publication of { $time }.
desk-since-count = Files saved, deleted or restored since the publication of { $time }: { $count }. Their content goes online with the next publication.
desk-merge = Merge two versions
desk-merge-none = This file has no unsaved text to merge.
desk-merge-help = You and another person changed the same place. What you typed at { $time } is kept; the file has not been changed. Choose for each place below; everything else is merged.
desk-merge-clean = The two versions have no conflict any more.
desk-merge-lines = Text, near line { $line }
desk-merge-loose = Lines without a place of their own (comments after #, or the whole front matter)
desk-merge-mine = Mine
desk-merge-theirs = In the file, of another person
desk-merge-base = Before both changes
desk-merge-both = Keep both: mine first, then that of the other person
desk-merge-whole = Show the whole merged file, with “Mine” where nothing is chosen
desk-merge-save = Save the merged version
desk-merge-later = Continue editing
desk-merge-open = a place of { $file } is not chosen yet
desk-js-merge-again = The file was saved once more while you chose. The places that are still open are below; nothing is lost.
desk-js-merge-more = A place is not chosen yet.
desk-save-note = Note
desk-save-note-label = Note for this version (optional)
desk-copy-shown = Not saved: this is unsaved text or an earlier version; select Save to keep it
desk-merge-copy-help = { $file } is a copy of this file. Choose where the two differ; lines that only one of them has are kept. When you save, the copy goes to the bin.
desk-merge-copy = In the copy { $file }
desk-merge-original = In the file
desk-merge-copy-both = Keep both: that of the copy first, then that of the file
desk-publish = Publish
desk-publish-unsaved = { $count } files have text that is not saved. Only what is saved is published.
desk-publish-broken = A target in the settings has errors, or the settings cannot be read.
desk-publish-settings = Open the settings
desk-publish-targets = Targets
desk-publish-plan = List the changes
desk-publish-check = Test the connection
desk-publish-undo = Go back to the release before
desk-publish-stop = Stop
desk-publish-now = Publish
desk-publish-sent = Sent
desk-yes = Yes
desk-no = No
desk-publish-changes = Pages that will change
desk-publish-questions = Your consent is needed before publishing
desk-publish-secret = Password
desk-publish-secret-help = Typed once only. The password goes to the keychain of the system; it is never written to a file of the site nor shown here again.
desk-publish-remember = Store the password
desk-publish-kept = This computer has no keychain that can be used, so the password is kept in memory until the program ends.
desk-publish-nowhere = There is no target yet. Fill in the form below with what the hosting company has sent you.
desk-publish-add = Add a target
desk-publish-add-now = Add this target
desk-publish-kind = Kind
desk-publish-kind-sftp = SFTP: a server with SSH
desk-publish-kind-ftps = FTPS: an FTP server with encryption
desk-publish-kind-s3 = S3: object storage
desk-publish-kind-folder = A folder on this computer or in the local network
desk-publish-kind-zip = One ZIP file to hand over
desk-publish-name = Name of the target
desk-publish-name-help = Lower-case letters, digits and hyphens, such as web-server.
desk-publish-earlier = Last publications
desk-publish-missing = Fill in { $name }
desk-publish-undo-sure = Bring that release back? The content on this computer does not change.
desk-publish-bad-name = The name of a target has only lower-case letters a to z, digits and hyphens, at most 40
desk-publish-name-taken = There is a target with the name { $name } already; choose another name
desk-publish-no-kind = There is no such kind of target
desk-publish-no-target = There is no target with the name { $name }
desk-publish-no-secret = Type the password
desk-publish-running = A task of this page is still running; wait for it or stop it
desk-publish-differs = The changes are not those that were listed: a file or the server has changed since
desk-publish-failed = bangvang has an internal error in this task; try again, and report the error if it comes back
desk-help-remote-refused = check the name of the account; type the password again below, then try again
desk-help-remote-unknown = compare this fingerprint with the one from your hosting company, then test the connection again and answer Yes if they match
desk-help-publish-file-changed = list the changes again, then publish
desk-help-publish-undo-nothing = only a release that was published from this computer can come back
desk-js-publish-running = Preparing…
desk-js-publish-files = { $count } of { $file } files
desk-js-publish-done-check = The connection works.
desk-js-publish-done-plan = Listed; nothing is published yet.
desk-js-publish-done-publish = Published.
desk-js-publish-done-undo = The release before is back.
desk-js-publish-done-remember = The password is taken.
desk-js-publish-not-done = Not done.
desk-js-publish-more = … and { $count } more pages and files
desk-js-publish-agree = Check the box to agree.
desk-change-new = New
desk-change-changed = Changed
desk-change-lost = Again
desk-change-removed = Removed
desk-name-ask = What is your name?
desk-name-now = Your name in the history: { $name }
desk-name-label = Your name
desk-name-help = The saved versions show it, so that colleagues see who changed what. It is kept on this computer for you, in no file of the site, and is not published. You can change it under Versions.
desk-name-keep = Keep the name
desk-name-empty = Type your name.
desk-name-not-kept = the name cannot be kept: { $reason }
desk-history-menu = Versions
desk-entry-id = Id:
desk-entry-id-help = Decisions, articles and addresses refer to this entry by its id, so it is not changed here: a new id would break them.
desk-whole-file = Whole file as text
desk-no-entry-form = This file has an error of syntax, so it is shown as text. Correct what is reported and save, and the form is back.
desk-no-entry = There is no entry with this id in the file, so the whole file is shown as text. It may have been deleted, or its id was changed.
desk-entry-twice = Two entries of this file have the same id, so the whole file is shown as text. Give one of them another id, and the form is back.
desk-import = Import an award list
desk-import-menu = Import
desk-import-intro = Imports a decision with its list from a file of Excel or Word, or from a table that you copied. It shows what was understood of each row, asks what is not certain, and writes only after your yes.
desk-import-file = Choose or drop a file
desk-import-file-help = Drop the file anywhere on this page, or choose it with the button. Reads .xlsx, .xls, .ods, .csv and .docx; your file is not changed.
desk-import-paste = Or paste a table
desk-import-paste-label = Copy the cells in Excel or the table in Word and paste them here
desk-import-paste-help = Copy the row with the names of the columns too. A pasted table is read at once.
desk-import-read = Read this table
desk-import-pasted = pasted table
desk-import-unfinished = Unfinished imports
desk-import-of = Import: { $file }
desk-import-understood = What was understood
desk-import-nothing-found = No list of awards was found. The table needs a row with names of columns such as Họ và tên, Chức vụ, Đơn vị.
desk-import-existing = The site has this decision already:
desk-import-update = Open the decision with the differences, unsaved
desk-import-questions = { $count ->
        [one] One question
       *[other] { NUMBER($count) } questions
    }
desk-import-questions-help = Each answer is kept at once, even if you close the browser. Press Continue when you are done; more questions may follow. Nothing is written to the site yet.
desk-import-other = { $subject ->
        [unit] Another unit, by its name or id:
        [issuer] Another unit, by its name or id:
        [kind] Another kind of award, by its name or id:
        [list-kind] Another kind of award, by its name or id:
        [period] Another period, such as 2025 or 2024-2025:
        [row-period] A period, such as 2025 or 2024-2025:
        [number] The number, such as 27/QĐ-LĐLĐ:
        [signed] Another day, such as 20/11/2026:
       *[split] The words of the unit:
    }
desk-import-new = A new unit for the registry, of the type:
desk-import-choose-kind = choose the type
desk-import-leave-open = Leave it open: written as in the file, the decision is a draft
desk-import-continue = Continue
desk-import-leave-all = Leave all unanswered questions open
desk-import-answered = { $count ->
        [one] One answered question
       *[other] { NUMBER($count) } answered questions
    }
desk-import-again = Ask again
desk-import-left-open = left open
desk-import-new-unit = new unit: { $kind }
desk-import-write-title = What will be written
desk-import-will-write = New decision: { $path }
desk-import-write = { $count ->
        [one] Yes, write the decision
       *[other] Yes, write { NUMBER($count) } decisions
    }
desk-import-nothing-new = There is no new decision to write.
desk-import-rows = Each row of the source
desk-import-filter = Choice of rows
desk-import-rows-all = All: { NUMBER($count) }
desk-import-rows-asked = With something open: { NUMBER($count) }
desk-import-rows-left = Without an award: { NUMBER($count) }
desk-import-place = Place
desk-import-source = In the source
desk-import-fate = Becomes
desk-import-asked = open
desk-import-outcome = { $outcome ->
        [title] title
        [head] names of columns
        [numbers] numbers of columns
        [group] name of a group
        [total] total
        [footer] footnote or signature
        [not-understood] not understood: a person has to look
       *[other] row without a name
    }
desk-import-discard = Discard this import
desk-import-event = Imported from { $file }
desk-import-unknown = This import is no longer there: it was written or discarded.
desk-import-no-site = Nothing can be imported while content/site.yaml has an error. Mend that first.
desk-import-unread = { $file } cannot be read: { $why }. What to do: { $how }.
desk-import-not-kept = This import cannot be kept on this computer: { $reason }
desk-import-not-asked = This need not be asked any more: another answer made it clear. Load the page again.
desk-import-no-kind = Choose the type of the unit.
desk-import-no-answer = { $detail }
desk-import-empty-answer = Type or choose an answer.
desk-import-unanswered = { $count } questions have no answer. Answer them or leave them open.
desk-import-nothing = There is no new decision to write.
desk-import-changed = The site was changed just now, so that something else would be written than is shown. Load this page again, look at it and agree.
desk-import-unsaved = { $file } has words that were typed and not saved. Open that decision first, and save or discard them.
desk-js-import-reading = Reading…
desk-js-import-empty = Type or choose an answer
desk-js-import-kept = Answer kept
desk-no-unit = the site has no such unit
desk-unit-actions = What happened to the unit
desk-unit-rename = New name
desk-unit-merge = Merge into another unit
desk-unit-close = Close
desk-unit-back = Form of the unit
desk-unit-help-rename = The unit keeps its id and its page. Its former name stays in the list of its names.
desk-unit-help-merge = The unit ends and another one succeeds it. Its page and its awards stay, and the pages of both units lead to each other.
desk-unit-help-close = The unit ends without a successor. Its page and its awards stay.
desk-unit-new-name = New name
desk-unit-into = Unit that succeeds it: its id or a name
desk-unit-first-day = First day of the new name
desk-unit-last-day = Last day of the unit
desk-unit-day-help = Such as 30/06/2025.
desk-unit-document = Decision about it, if known
desk-unit-note = Why it ended, for readers
desk-unit-show = Show what is written
desk-unit-writes = What will be written
desk-unit-keeps = Everything else in the file stays as it is. Decisions of earlier days keep the name that they show now.
desk-unit-touches = What this touches
desk-unit-page = Page of the unit
desk-unit-unnamed = No award, decision, movement or other unit names it.
desk-unit-yes-rename = Yes, write the new name
desk-unit-yes-merge = Yes, merge the unit
desk-unit-yes-close = Yes, close the unit
desk-unit-no = No, change nothing
desk-unit-event-rename = New name of the unit { $name }
desk-unit-event-merge = Unit merged: { $name }
desk-unit-event-close = Unit closed: { $name }
desk-unit-no-day = “{ $day }” is no day. Write the day, the month and the year, such as 30/06/2025.
desk-unit-no-name = Type the new name.
desk-unit-same-name = “{ $name }” is the name of the unit already.
desk-unit-names = The names of this unit are not a list. Correct that in the whole file first.
desk-unit-no-note = Write why the unit ended, or merge it into the unit that succeeds it.
desk-unit-unknown = No unit, or more than one, was called “{ $name }” on the day after. Choose a unit from the list, or write its id.
desk-unit-itself = A unit cannot be merged into itself.
desk-unit-circle = { $name } was itself merged into this unit, so it cannot succeed it.
desk-unit-gone = { $name } ended on { $day }, so it cannot succeed this unit. Choose a unit that existed then.
desk-unit-later = { $name } begins only on { $day }, so it cannot succeed a unit that ended before. Correct the day, or the first day of that unit.
desk-unit-closed = This unit ended on { $day } already. If that is wrong, correct the end in its form.
desk-unit-before-name = The name “{ $name }” began on { $day }. The day must be later.
desk-unit-name-lasts = The name “{ $name }” lasts until { $day } in the registry. Type a later day, or correct that last day in the form.
desk-unit-changed = The site was changed just now, so that something else would be written than is shown. Show it again, look at it and agree.
desk-touched-awards = { $count ->
        [one] One award is to this unit or its people, in this decision:
       *[other] { NUMBER($count) } awards are to this unit or its people, in these decisions:
    }
desk-touched-issued = { $count ->
        [one] It issued one decision:
       *[other] It issued { NUMBER($count) } decisions:
    }
desk-touched-movements = { $count ->
        [one] It launched one movement:
       *[other] It launched { NUMBER($count) } movements:
    }
desk-touched-people = { $count ->
        [one] One person of the registry has an award as a member:
       *[other] { NUMBER($count) } people of the registry have awards as members:
    }
desk-touched-children = { $count ->
        [one] One unit is or was below it:
       *[other] { NUMBER($count) } units are or were below it:
    }
desk-touched-predecessors = { $count ->
        [one] It succeeded one unit:
       *[other] It succeeded { NUMBER($count) } units:
    }
desk-touched-new-name = { $count ->
        [one] One decision signed on that day or later will show the new name. If its paper has the former one, write that as the printed name of its rows:
       *[other] { NUMBER($count) } decisions signed on that day or later will show the new name. If their papers have the former one, write that as the printed name of their rows:
    }
desk-touched-late = { $count ->
        [one] One award is dated after the last day, and will be reported:
       *[other] { NUMBER($count) } awards are dated after the last day, and will be reported:
    }
desk-touched-left = { $count ->
        [one] One unit is still below it after the last day. It is not moved; give it another superior unit:
       *[other] { NUMBER($count) } units are still below it after the last day. They are not moved; give them another superior unit:
    }
desk-touched-given = { $count ->
        [one] One award is of this kind, in this decision:
       *[other] { NUMBER($count) } awards are of this kind, in these decisions:
    }
desk-touched-received = { $count ->
        [one] One award names this person, in this decision:
       *[other] { NUMBER($count) } awards name this person, in these decisions:
    }
desk-touched-articles = { $count ->
        [one] One article is about this person:
       *[other] { NUMBER($count) } articles are about this person:
    }
desk-touched-more = … and { NUMBER($count) } more
desk-remove-entry = Delete the entry
desk-remove-stays = The entry is named elsewhere
desk-remove-stays-help = It cannot be deleted as long as these name it. Change them first. A unit that is gone is closed or merged, so that its awards stay.
desk-remove-back = Back to the form
desk-remove-lines = These lines will be deleted
desk-remove-help = Nothing on the site names the entry. Everything else in the file stays, and the file as it is now stays in Versions.
desk-remove-yes = Yes, delete the entry
desk-remove-event = Entry deleted: { $name }
desk-remove-named = this entry of { $file } is named elsewhere; load the page again to see where
desk-new-decision-import = Is the list in a file of Excel or Word already? Import it.
desk-new-kinds = What is made
desk-new-movement = New movement
desk-new-page = New page
desk-new-decision = New decision
desk-new-unit = New unit
desk-new-kind = New kind of award
desk-new-person = New person
desk-new-number = Number of the decision
desk-new-signed = Day of signing
desk-new-issuer = Issued by (a unit: its id or a name)
desk-new-name = Name
desk-new-id = Id
desk-new-id-help = Records refer to the entry by its id, so choose it well: it is not changed later. Lower-case letters, digits and hyphens.
desk-new-type = Type of unit
desk-new-add = Make it
desk-new-exists = there is a file { $file } already, which was not changed; open it, or choose another name
desk-new-broken = nothing can be added to { $file }, because it cannot be read as a list; correct what is reported about it first
desk-id-exists = there is an entry with the id “{ $id }” already; open it, or choose another id
desk-name-known = “{ $title }” already means the entry with the id “{ $id }”; use that entry, or give another one a fuller name
desk-remarks = Comment at the head of the file
desk-remarks-help = Remove a line in the whole file as text when it is done.
desk-bad-id = an id has lower-case letters without accents, digits and single hyphens between them
desk-no-type = the type of the unit is missing
desk-bad-day = “{ $day }” is no day; write it as 2026-03-29
desk-awards-help = Enter and the up and down arrows go to the next row. Ctrl+Enter adds a row below. Alt with an arrow moves the row. Ctrl+D fills the empty cells below. Cells of Excel or Word can be pasted.
desk-awards-row = Row
desk-awards-pieces = Pieces of the list
desk-awards-add = Add a row
desk-awards-fill = Fill down
desk-awards-names = name; name
desk-awards-column = Add a column
desk-awards-undo = Undo the change of rows
desk-awards-up = Move up
desk-awards-down = Move down
desk-awards-delete = Remove
desk-to-check = Past the table, to the check
desk-js-accept = Write: { $name }
desk-js-awards-added = A row was added.
desk-js-awards-moved = The row is at { $line } now.
desk-js-awards-deleted = Row { $line } was removed.
desk-js-awards-filled = { $count } cells were filled.
desk-js-awards-pasted = { $count } rows were pasted.
desk-js-awards-rest = { $count } cells were not pasted, as the table has no column for them ({ $detail }…). Undo, add the column and paste again; paste a table with headings on the page for importing a list.
desk-js-awards-sorted = Rows sorted by: { $name }.
desk-js-awards-undone = Undone.
desk-js-names = Suggestions
desk-js-names-found = Suggestions: { $count }. The down arrow goes to them.
desk-js-names-new = Add a new unit: { $name }
desk-js-awards-collectives = Collectives: { $count } (the decision says { $detail })
desk-js-awards-individuals = Individuals: { $count } (the decision says { $detail })
desk-js-awards-households = Households: { $count } (the decision says { $detail })
desk-state-not-approved = Not approved
desk-state-not-sent = Not sent for approval
desk-state-sent = Waits for approval
desk-state-approved = Approved
desk-state-returned = Returned
desk-review = Approval
desk-review-send = Send for approval
desk-review-send-again = Send for approval again
desk-review-approve = Approve
desk-review-return = Return with a note
desk-review-note = What is to be changed?
desk-review-return-now = Return
desk-review-help-not-sent = The article is not on the site until it is approved. What you typed is saved with each step.
desk-review-help-sent = A colleague reads it and approves it or returns it. What you typed is saved with each step.
desk-review-help-returned = Change what the note says and send it again. What you typed is saved with each step.
desk-review-help-approved = What you change and save now is published without a new approval. For a larger change, send it again: it is off the site until it is approved.
desk-review-event-sent = Sent for approval
desk-review-event-approved = Approved
desk-review-event-returned = Returned
desk-review-changed = Another person saved { $file } meanwhile. Save, read it again, and then approve it.
desk-review-waiting = { $count ->
        [one] 1 article waits for approval.
       *[other] { $count } articles wait for approval.
    }
desk-js-review-needs-note = Write what is to be changed.
desk-js-changed-by = { $name } saved this file ({ $time }); when you save, both changes are merged
