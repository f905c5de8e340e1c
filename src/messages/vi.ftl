# Mọi thông báo của bangvang bằng tiếng Việt. Mỗi mã một mục; `.help` chỉ cách sửa.

severity-error = lỗi
severity-warning = cảnh báo
severity-note = lưu ý
related-place = xem thêm
help = cách sửa

# Một thẩm quyền của danh hiệu, trong danh sách những nơi được tặng.
issuer = { $word ->
        [president] Chủ tịch nước (president)
        [government] Chính phủ (government)
        [prime-minister] Thủ tướng Chính phủ (prime-minister)
        [confederation] Tổng Liên đoàn (confederation)
        [ministry] bộ, ngành (ministry)
        [province] UBND tỉnh (province)
        [federation] Liên đoàn Lao động tỉnh (federation)
        [upper] công đoàn cấp trên trực tiếp cơ sở (upper)
        [unit] thủ trưởng đơn vị hoặc công đoàn cơ sở (unit)
       *[commune] UBND cấp xã (commune)
    }

# Một mục có thể đúng với tên đã viết, trong đối số `candidates`.
candidate = `{ $id }` ({ $name }{ $level ->
        [level-state] , cấp Nhà nước
        [level-ministry] , cấp bộ, ban, ngành
        [level-province] , cấp tỉnh
        [level-confederation] , cấp Tổng Liên đoàn
        [level-federation] , cấp Liên đoàn Lao động tỉnh
        [level-grassroots] , cấp cơ sở
        [unit-federation] , Liên đoàn Lao động
        [unit-upper] , công đoàn cấp trên trực tiếp cơ sở
        [unit-grassroots] , công đoàn cơ sở
        [unit-professional] , công đoàn ngành
        [unit-enterprise] , doanh nghiệp
        [unit-agency] , cơ quan, đơn vị
        [unit-team] , tổ, đội, nhóm
        [note] , { $note }
       *[none] {""}
    })
candidates-more = và { $count } mục khác

## Tệp
ambiguous-date = ngày `{ $text }` có thể hiểu theo hai cách
    .help = hãy viết `{ $first }` nếu ngày đứng trước như cách viết của Việt Nam, hoặc `{ $second }` nếu tháng đứng trước
    .help-zone = mục này chỉ ghi ngày: hãy viết `{ $first }` là ngày đã ghi, hoặc `{ $second }` là ngày tính theo giờ Việt Nam
bad-alias = địa chỉ cũ `{ $alias }` không thể là địa chỉ của trang web này
    .help = bắt đầu bằng `/`, không có dấu cách hay các ký tự `? # % : * " < > |`, không có thư mục bắt đầu bằng dấu chấm, ví dụ `/cu/bai-viet.html`
    .help-proposal = hãy viết `{ $proposal }`
    .help-query = không thể chuyển tiếp địa chỉ có dấu `?`: xóa địa chỉ này
bad-base-url = `{ $text }` không phải là địa chỉ một trang web
    .help = bắt đầu bằng `https://` rồi đến tên miền, ví dụ `https://congdoan.example`
    .help-proposal = hãy viết `{ $proposal }`
bad-bucket = `{ $text }` không phải là tên một bucket
    .help = viết 3 đến 63 chữ thường không dấu, chữ số, gạch nối và dấu chấm, đúng như ghi ở trang quản lý kho lưu trữ
bad-colour = `{ $text }` không phải là mã màu
    .help = viết dấu `#` và sáu chữ số hoặc chữ cái từ a đến f, ví dụ #0b4a8b; trong tệp thì đặt cả mã trong một cặp ngoặc kép
    .help-proposal = viết `"{ $proposal }"`, trong ngoặc kép
bad-contact = `{ $text }` không phải là địa chỉ thư điện tử, cũng không bắt đầu bằng `https://` hay `tel:`
    .help = viết ví dụ `baomat@congdoan.example` hoặc `https://congdoan.example/bao-loi`
bad-date = `{ $text }` không phải là ngày tháng
    .help = viết năm-tháng-ngày, ví dụ `2023-01-16`
    .help-proposal = hãy viết `{ $proposal }`
bad-email = `{ $text }` không phải là một địa chỉ thư điện tử
    .help = chỉ viết một địa chỉ, ví dụ `vanphong@congdoan.example`
bad-endpoint = `{ $text }` không phải là địa chỉ kho lưu trữ
    .help = viết đúng như ghi ở trang quản lý kho lưu trữ, ví dụ `https://s3.example.vn`, không kèm tên bucket
    .help-proposal = hãy viết `{ $proposal }`
bad-flag = `{ $text }` không phải là `true`, cũng không phải là `false`
    .help = viết `true` (có) hoặc `false` (không)
bad-folder = `{ $text }` không phải là một thư mục trên máy chủ
    .help = viết với `/` giữa các tên và không có `..`, ví dụ `public_html` hoặc `/var/www/site`
bad-host = `{ $text }` không phải là tên máy chủ
    .help = chỉ viết tên, ví dụ `ftp.example.vn`; thư mục, cổng và người dùng có mục riêng
bad-number = `{ $text }` không phải là số nguyên từ { $least } đến { $most }
    .help = chỉ viết chữ số, không có dấu chấm, dấu phẩy hay đơn vị
bad-period = `{ $text }` không phải là thời gian lập thành tích
    .help = viết một năm `2022`, một năm học `2021-2022`, hoặc nhiều năm `2020-2025`; chỉ dùng chữ số, không dùng chữ O
bad-phone = `{ $text }` không phải là một số điện thoại
    .help = viết một số có từ 3 đến 15 chữ số, ví dụ `0299 300 0000`; các số khác có thể ghi trong địa chỉ hoặc trên một trang
bad-slug = `{ $slug }` không dùng được trong địa chỉ trang
    .help = chỉ dùng chữ thường không dấu, chữ số và dấu gạch nối, không đặt hai gạch liền nhau
    .help-proposal = hãy viết `{ $proposal }`
bad-social = `{ $text }` không phải là địa chỉ bắt đầu bằng `https://`
    .help = mở trang đó trong trình duyệt rồi sao chép cả dòng địa chỉ, ví dụ `https://mangxahoi.example/congdoan`
    .help-proposal = hãy viết `{ $proposal }`
bad-target-name = không đặt được tên nơi đăng là `{ $name }`
    .help = viết chữ thường không dấu, chữ số và gạch nối, nhiều nhất 40 ký tự, ví dụ `may-chu`
bad-time = giờ trong `{ $text }` không đúng
    .help = viết giờ và phút, mỗi phần hai chữ số, ví dụ `15:24`
    .help-proposal = hãy viết `{ $proposal }`
conflict-copy = `{ $file }` có vẻ là bản sao của một tệp khác
    .help = so với bản gốc rồi xóa một trong hai; nếu chỉ còn tệp này thì đổi tên
    .help-file = so hai tệp rồi xóa một trong hai
    .help-original = chương trình chỉ đọc tệp gốc, không đọc tệp này: so hai tệp, chép phần còn thiếu vào tệp gốc rồi xóa tệp này
conflict-marks = Git để lại hai bản của cùng một đoạn trong tệp này, kèm các dòng đánh dấu
    .help = giữ lại những dòng đúng, xóa những dòng kia, rồi xóa các dòng bắt đầu bằng {"<<<<<<<"}, {"======="} và {">>>>>>>"}
control-character = trong văn bản có ký tự điều khiển vô hình { $character }
    .help = xóa ký tự đó và gõ lại phần chữ quanh nó
duplicate-key = mục `{ $key }` được viết hai lần; chỉ dùng lần đầu
    .help = xóa một trong hai
empty-file = tệp trống
    .help = viết nội dung vào tệp, hoặc xóa tệp
empty-slug = không tạo được địa chỉ trang từ tên `{ $file }`
    .help = đổi tên tệp thành chữ thường không dấu, ví dụ `le-phat-dong.md`
empty-value = sau `{ $key }:` không có gì
    .help = viết nội dung sau dấu hai chấm; đặt trong ngoặc kép nếu bắt đầu bằng một ký hiệu
file-name-character = tên `{ $file }` có ký tự mà Windows không cho phép
    .help = đổi tên, bỏ các ký tự { "<" } { ">" } : " / \ | ? *
file-name-encoding = tên `{ $file }` không phải chữ Unicode
    .help = đổi tên tệp
file-name-long = tên `{ $file }` quá dài đối với Windows
    .help = rút ngắn lại: tối đa 240 ký tự kể cả thư mục
file-name-reserved = Windows không cho đặt tên `{ $file }`
    .help = đổi tên; không dùng tên thiết bị như con, aux, không kết thúc bằng dấu chấm hay dấu cách
insecure-encryption = `insecure: true` và `encryption:` không dùng cùng nhau được
    .help = xóa `insecure: true`, trừ khi máy chủ hoàn toàn không có mã hóa
key-in-project = tệp khóa SSH `{ $path }` phải nằm ngoài thư mục của trang
    .help = chuyển tệp vào thư mục riêng của bạn rồi viết như `~/.ssh/id_ed25519`
link-loop = thư mục `{ $file }` dẫn vòng lại chính nó
    .help = xóa liên kết tượng trưng (symbolic link) đó
link-outside = `{ $file }` dẫn ra ngoài thư mục của trang, tới `{ $reason }`
    .help = chép những gì cần dùng vào trong thư mục của trang
misplaced-file = `{ $file }` không tạo thành trang nào
    .help = chuyển vào articles/, movements/, pages/, awards/ hoặc registry/; muốn đăng nguyên tệp thì chuyển vào static/
    .help-ending = đổi tên để tệp kết thúc bằng .yaml (Windows giấu phần đuôi: Xem › Phần mở rộng tên tệp)
    .help-text = chép phần chữ sang một tệp kết thúc bằng .md
    .help-table = viết từng dòng vào một tệp kết thúc bằng .yaml, mỗi dòng như - {"{"}no: 1, name: …{"}"}, rồi chuyển bảng tính ra ngoài content/
    .help-document = viết từng dòng vào một tệp kết thúc bằng .yaml; muốn đăng văn bản thì chuyển vào static/ và ghi tên tệp ở `document:`
    .help-data = viết nội dung vào một tệp kết thúc bằng .yaml
    .help-markdown = đổi tên để tệp kết thúc bằng .md (Windows giấu phần đuôi: Xem › Phần mở rộng tên tệp)
missing-key = thiếu `{ $key }`
    .help = thêm một dòng `{ $key }: …`
no-front-matter = tệp không bắt đầu bằng `---`
    .help = mở đầu bằng ba gạch nối, các dòng `title: …` và `date: …`, rồi lại ba gạch nối
    .help-dashes = Word đã đổi ba dấu gạch nối thành gạch dài; viết lại dòng này là ---
no-section = `{ $file }` không nằm trong chuyên mục nào
    .help = chuyển vào thư mục của một chuyên mục, ví dụ content/articles/tin-tuc/
no-settings = không có tệp content/site.yaml
    .help = chạy `bangvang init` trong một thư mục trống để xem mẫu, hoặc chỉ ra thư mục của trang bằng --root
no-such-day = không có ngày `{ $text }`
    .help = xem lại lịch: tháng đó ít ngày hơn, hoặc chỉ có mười hai tháng
no-text = sau phần khai báo đầu bài không có nội dung
    .help = viết bài vào dưới dòng `---` thứ hai
not-a-file = `{ $file }` không phải là tệp, cũng không phải là thư mục
    .help = xóa hoặc chuyển ra khỏi thư mục của trang
not-downloaded = trên máy mới chỉ có tệp giữ chỗ, chưa tải về
    .help = mở tệp một lần để tải về (ổ đám mây: "Luôn giữ trên thiết bị này"; Git: `git lfs pull`)
not-plain-text = đây là tệp { $format }, không phải văn bản thuần
    .help = chép phần chữ vào một tệp mới trong trình soạn thảo văn bản thuần (Notepad, VS Code)
not-utf-8 = chữ ở đây không lưu bằng UTF-8 (byte { $byte })
    .help = lưu lại tệp với bảng mã UTF-8
open-front-matter = phần khai báo đầu bài không được đóng lại
    .help = thêm một dòng `---` trước nội dung bài
    .help-dashes = phần khai báo kết thúc bằng ba dấu gạch nối: viết lại dòng này là ---
open-releases = các bản đăng cũ không được nằm ở `{ $text }`, nơi bạn đọc mở xem được
    .help = chọn một thư mục nằm ngoài trang web, hoặc một bucket khác không mở cho bạn đọc: tên người đã gỡ vẫn còn trong các bản cũ
picture-form = `{ $file }` không dùng làm `{ $key }` được: chỉ nhận { $forms }
    .help = lưu ảnh thành một trong các dạng ấy rồi ghi tên tệp mới
plain-ftp = không mã hóa thì người khác trên đường truyền có thể đọc được mật khẩu và sửa trang web
    .help = hỏi bên cho thuê máy chủ cách dùng FTPS hoặc SFTP, rồi xóa dòng này
same-file-name = với Windows và macOS, `{ $file }` và `{ $other }` là cùng một tên
    .help = đổi tên một trong hai
settings-twice = có hai tệp cấu hình: `{ $file }` và `{ $other }`
    .help = chỉ giữ lại một trong hai
secret-in-settings = thông tin bí mật như `{ $key }` không được đặt trong tệp của trang
    .help = xóa ở đây, đổi mật khẩu trên máy chủ, rồi cất vào kho mật khẩu của hệ thống hoặc biến môi trường
toml-front-matter = phần khai báo đầu bài viết theo kiểu TOML, giữa hai dòng `+++`
    .help = viết theo kiểu YAML: `---`, các dòng như `title: …`, rồi `---`
too-large = tệp nặng { $size } MB; chỉ đọc tối đa { $limit } MB
    .help = chia thành nhiều tệp
too-many-faults = tệp này có hơn { $limit } lỗi; các lỗi còn lại không được liệt kê
    .help = kiểm tra xem có đúng tệp cần dùng không; sửa các lỗi đã nêu, lần sau chương trình sẽ báo tiếp
typographic-quotes = dấu ngoặc cong trong `{ $text }` được coi là một phần của chữ và sẽ hiện trên trang
    .help = dùng ngoặc thẳng " ", hoặc bỏ ngoặc
unknown-key = ở đây không có mục `{ $key }`
    .help = các mục dùng được: { $known }
    .help-decision = mục này là của cả quyết định: ghi ở đầu dòng, ngoài `defaults:` và `awards:`
    .help-defaults = mục này là của từng khen thưởng: ghi ở các dòng dưới `awards:`; nếu mọi dòng như nhau, ghi trong `defaults:`
    .help-row = mục này không ghi chung được: ghi ở từng dòng dưới `awards:`
    .help-cover = đặt ảnh cạnh bài rồi viết `cover: {"{"}file: "{ $file }", alt: "…"{"}"}`
    .help-delete = mục này của chương trình khác, ở đây không dùng; hãy xóa dòng này
    .help-draft = hãy thay bằng `draft: true`
    .help-nearest = có phải bạn muốn viết `{ $nearest }`?
unknown-time-zone = không có múi giờ `{ $name }`
    .help = viết `Asia/Ho_Chi_Minh`
unknown-word = không dùng được từ `{ $word }` cho `{ $key }`
    .help = các từ dùng được: { $words }
    .help-nearest = có phải bạn muốn viết `{ $nearest }`?
unquoted-colour = không đọc được màu sau `{ $key }:`; thiếu ngoặc kép thì dấu `#` mở đầu một ghi chú
    .help = đặt mã màu trong ngoặc kép: `{ $key }: "#0b4a8b"`
unreadable = không đọc được `{ $file }`: { $reason }
    .help = xem có chương trình nào khác đang giữ tệp không, và bạn có quyền đọc không
unused-file = không trang nào dùng `{ $file }` nên tệp không được đăng
    .help = đặt liên kết tới tệp, chuyển vào static/, hoặc xóa đi
utf-16 = tệp được lưu bằng UTF-16 ("Unicode"); vẫn đọc được
    .help = lưu lại với bảng mã UTF-8
utf-16-unmarked = tệp được lưu bằng UTF-16 ("Unicode") mà không có dấu nhận biết
    .help = lưu lại tệp với bảng mã UTF-8
wrong-kind = chỗ này cần { $expected ->
        [mapping] các dòng `mục: giá trị`
        [list] một danh sách
        [period] một khoảng thời gian
       *[text] một dòng chữ
    }, không phải { $found ->
        [mapping] các dòng `mục: giá trị`
        [list] một danh sách
        [nothing] chỗ trống
       *[text] một dòng chữ
    }
    .help = { $expected ->
        [mapping] viết `mục: giá trị`, mỗi dòng một cặp, hoặc {"{"}mục: giá trị{"}"}
        [list] đặt `- ` ở đầu từng dòng, hoặc viết [một, hai]
        [period] viết một năm, ví dụ 2022
       *[text] viết trên một dòng, đặt trong ngoặc kép nếu có dấu hai chấm
    }
year-range = năm trong `{ $text }` không nằm trong khoảng từ 1900 đến 2100
    .help = viết năm bằng bốn chữ số

## YAML
yaml-after-quote = sau dấu ngoặc kép đóng vẫn còn chữ
    .help = đặt toàn bộ giá trị trong một cặp ngoặc kép; bên trong dùng ' thay cho ngoặc kép
yaml-backslash = giữa hai dấu ngoặc kép, dấu \ có nghĩa riêng
    .help = đặt câu chữ giữa ' ' hoặc bỏ ngoặc
yaml-bracket = ngoặc vuông hoặc ngoặc nhọn chưa được đóng, hoặc thiếu dấu phẩy
    .help = mỗi [ phải có ], mỗi {"{"} phải có {"}"}; chữ có , : [ ] {"{"} {"}"} thì đặt trong ngoặc kép
yaml-colon = trong chữ có dấu hai chấm nên phải đặt trong ngoặc kép
    .help = hãy viết "{ $text }"
    .help-comma = hãy đặt dấu phẩy trước `{ $key }:`
yaml-comma = giá trị của `{ $key }` bị ngắt ở dấu phẩy vì chữ không đặt trong ngoặc kép
    .help = đặt cả câu trong ngoặc kép: { $key }: "{ $text }"
    .help-list = hãy viết các tên thành danh sách: { $key }: [{ $text }]
    .help-people = hai người là hai dòng: hãy viết mỗi người một dòng riêng; chỉ đặt trong ngoặc kép khi đó là một tên có dấu phẩy
yaml-comment = câu chữ bị ngắt trước `{ $text }`: phần sau dấu # bị coi là ghi chú
    .help = đặt cả câu trong ngoặc kép
yaml-deep = danh sách và các mục lồng nhau quá 32 cấp
    .help = xóa bớt ngoặc hoặc khoảng thụt đầu dòng thừa
yaml-full-width = `{ $sign }` là dấu rộng của bàn phím tiếng Trung hoặc tiếng Nhật, không dùng được ở đây
    .help = chuyển bàn phím về tiếng Việt hoặc tiếng Anh rồi gõ `{ $plain }`
yaml-indent = dòng này không thụt đầu dòng như các dòng bên cạnh
    .help = các mục đi liền với nhau phải thụt vào cùng một số dấu cách
yaml-key = phần này không thể làm tên mục
    .help = viết một từ trước dấu hai chấm
yaml-list-mark = { $sign ->
        [none] thiếu dấu cách sau gạch ngang ở đầu dòng
       *[other] đầu mỗi dòng của danh sách không dùng được dấu `{ $sign }`
    }
    .help = bắt đầu dòng bằng gạch ngang và dấu cách: - …
yaml-long = đoạn chữ dài quá { $limit } MB
    .help = rút ngắn lại
yaml-merge = `{"<<"}` không dùng được ở đây
    .help = viết đầy đủ các mục, hoặc dùng `defaults:` trong quyết định
yaml-no-break-space = { $where ->
        [indent] đầu dòng có dấu cách không ngắt, mắt thường không thấy
       *[colon] sau dấu hai chấm là dấu cách đặc biệt (không ngắt dòng), nhìn không thấy
    }
    .help = xóa dấu cách sau dấu hai chấm rồi gõ lại
    .help-indent = xóa các dấu cách ở đầu dòng rồi gõ lại
yaml-no-colon = { $cause ->
        [space] thiếu dấu cách sau dấu hai chấm
        [sign] chỗ này phải là dấu hai chấm, không phải `{ $sign }`
       *[nothing] dòng này thiếu dấu hai chấm và dấu cách sau tên mục
    }
    .help = viết `mục: giá trị`
    .help-line = viết `{ $line }`
yaml-pasted-rows = { $count } dòng dán từ bảng tính, chương trình không đọc được
    .help = viết mỗi dòng trong ngoặc nhọn: - {"{"}no: 1, name: Nguyễn Văn An, unit: …{"}"}
yaml-quote = dấu ngoặc kép hoặc nháy đơn mở ở đây chưa được đóng
    .help = đóng lại ngay trên dòng này
yaml-special = giá trị không thể bắt đầu bằng `{ $sign }`
    .help = đặt cả giá trị trong ngoặc kép
yaml-syntax = không đọc được chỗ này ({ $reason })
    .help = so dòng này với các dòng bên cạnh
yaml-tab = có dấu tab ở chỗ chỉ được thụt đầu dòng bằng dấu cách
    .help = thay tab bằng dấu cách
yaml-too-many = tệp chứa hơn { $limit } giá trị
    .help = chia thành nhiều tệp
yaml-two-documents = dòng `---` thứ hai mở đầu một tài liệu khác
    .help = xóa dòng đó, phần sau chuyển sang tệp riêng

## Markdown

broken-picture = không đọc được ảnh `{ $file }`
    .help = mở ảnh bằng chương trình xem ảnh rồi lưu lại, hoặc chép lại từ máy ảnh, điện thoại
    .help-cut = ảnh bị cụt phần cuối: chép hoặc tải lại, chờ xong hẳn mới dùng
foreign-picture = `{ $file }` là ảnh { $format ->
        [AVIF] AVIF còn thông tin của máy ảnh (như nơi chụp) mà chương trình không xóa được
        [BMP] BMP, quá nặng đối với trang web
        [JPEG-2000] JPEG 2000, ít trình duyệt hiện được
        [JPEG-XL] JPEG XL, ít trình duyệt hiện được
        [PSD] PSD, chỉ Photoshop mở được
       *[other] { $format }, phần lớn trình duyệt không hiện được
    }
    .help = mở bằng chương trình xem ảnh rồi lưu thành JPEG; hình vẽ thì lưu thành PNG
    .help-heic = mở ảnh rồi lưu thành JPEG; trên iPhone chọn Cài đặt, Camera, Định dạng, Tương thích nhất
html-removed = `{ $what }` không được phép trong bài nên bị bỏ đi
    .help = dùng Markdown; mã lệnh, kiểu trình bày, khung và biểu mẫu không bao giờ được đưa lên trang
    .help-video = ghi địa chỉ `{ $address }` riêng một dòng, trên dưới để dòng trống; trang sẽ hiện một khung dẫn tới video
html-unclosed = `{ $what }` không được đóng lại; coi như đóng ở cuối bài
    .help = thêm thẻ đóng
huge-picture = ảnh `{ $file }` quá lớn: { $size }
    .help = thu nhỏ ảnh trước; chương trình đọc tối đa { $bytes } MB và { $pixels } triệu điểm ảnh, bề ngang 4000 điểm là quá đủ
large-picture = ảnh `{ $file }` rất lớn: { $size }, { $width } × { $height } điểm ảnh
    .help = nên thu nhỏ ảnh; bề ngang 4000 điểm là quá đủ, bạn đọc chỉ tải cỡ vừa màn hình
link-to-hidden = liên kết dẫn tới `{ $path }` chưa được đăng ({ $reason ->
        [draft] bản nháp
        [unapproved] chưa được duyệt
        [future] chưa đến ngày
       *[expired] đã hết hạn
    })
    .help = đăng trang đó hoặc bỏ liên kết; trong khi chờ chỉ hiện phần chữ
local-path = `{ $path }` là đường dẫn trên một máy tính, không phải trên trang web
    .help = chép tệp vào cạnh bài rồi dẫn bằng tên tệp, giữa các thư mục dùng dấu /
lone-footnote = { $side ->
        [note] trong bài không có chỗ nào đánh dấu chú thích `{ $text }`
       *[mark] dấu chú thích `{ $text }` không có lời chú thích
    }
    .help-mark = thêm lời chú thích trên một dòng riêng: `{ $text }: …`
    .help-note = ghi `{ $text }` vào chỗ cần chú thích trong bài, hoặc xóa chú thích này
mark-without-effect = `{ $text }` không có tác dụng ở đây, bạn đọc sẽ thấy nguyên như vậy
    .help-address = viết `{ $right }`: địa chỉ có dấu cách hoặc dấu ngoặc phải đặt giữa < >
    .help-anchor = xóa đi; địa chỉ của đề mục được lấy từ chữ của đề mục
    .help-backslash = viết `{ $right }`, hoặc viết `{ $text }` nếu muốn hiện chính dấu ấy
    .help-box = xóa `:::` rồi đặt dấu `>` ở đầu mỗi dòng trong khung
    .help-box-place = mở đầu khung bằng dòng `{ $right }`, trong dòng ấy không dùng dấu như `**`, và đặt dấu `>` ở đầu mỗi dòng tiếp theo
    .help-box-word = các từ tạo thành khung là { $words }
    .help-brackets = liên kết viết là `[chữ](địa chỉ)`, ảnh viết là `![lời mô tả](tên tệp)`
    .help-comment = kết thúc phần ghi chú bằng `-->`, hoặc xóa `<!--`
    .help-contents = xóa đi; muốn dẫn tới một đề mục thì viết `[chữ](#dia-chi-cua-de-muc)`
    .help-delete = xóa đi; bài viết không tự đặt được kiểu trình bày
    .help-emphasis = viết `{ $right }`: dấu đặt sát phần chữ ở giữa và cách chữ bên ngoài
    .help-formula = xóa `$$`; muốn có công thức thì chèn ảnh
    .help-front-matter = chuyển các dòng này lên phần khai báo ở đầu tệp, hoặc xóa chúng cùng hai dòng `---`
    .help-highlight = viết `{ $right }`
    .help-html = để một dòng trống giữa thẻ HTML và phần chữ
    .help-line-feed = xóa đi rồi nhấn Enter để xuống dòng
    .help-link = viết `{ $right }`, không có dấu cách giữa hai cặp ngoặc
    .help-note-below = ở đây viết `[^1]`, còn lời chú thích viết trên một dòng riêng: `[^1]: { $right }`
    .help-pair = đặt `{ $text }` ở cả hai đầu phần chữ, hoặc viết `{ $right }` nếu muốn hiện chính dấu ấy
    .help-picture = viết `{ $right }` với lời mô tả ảnh ở giữa [ ]
    .help-reference = viết `{ $right }` với địa chỉ ở giữa ( )
    .help-reference-sign = gõ thẳng ký tự cần dùng thay cho `{ $text }`
    .help-space = viết `{ $right }`, có dấu cách sau `{ $mark }`
    .help-table = thêm dòng `{ $right }` ngay dưới dòng đầu của bảng
    .help-table-gap = xóa dòng trống phía trên để dòng này thuộc về bảng
    .help-table-rule = dòng kẻ dưới dòng đầu của bảng phải có đủ số ô: `{ $right }`
    .help-tag = viết `{ $right }`, hoặc xóa đi
    .help-wiki = viết `{ $right }` với địa chỉ ở giữa ( )
markdown-deep = trích dẫn, danh sách hoặc thẻ HTML lồng nhau quá { $limit } cấp
    .help = xóa bớt dấu > hoặc khoảng thụt đầu dòng thừa
    .help-html = đóng từng thẻ ở chỗ nó kết thúc, hoặc viết bài bằng Markdown, không dùng HTML
missing-anchor = ở đó không có đề mục nào có địa chỉ `#{ $anchor }`
    .help = địa chỉ của một đề mục là chính đề mục ấy viết thường không dấu, nối bằng gạch
    .help-nearest = có phải bạn muốn viết `#{ $nearest }`?
missing-document = trong content/static/ không có tệp `{ $file }`
    .help = đặt bản chụp văn bản vào đó, hoặc bỏ dòng này
    .help-nearest = có phải bạn muốn viết `{ $nearest }`?
missing-file = { $what ->
        [no-page] trên trang web, tệp `{ $path }` không có trang nào
        [record] tệp `{ $path }` là tệp nội dung, không được đăng nguyên tệp
       *[missing] ở đây không có tệp `{ $path }`
    }
    .help = đặt tệp vào đúng chỗ hoặc sửa lại tên; phân biệt chữ hoa, chữ thường
    .help-file = ghi tên một tệp ảnh hoặc tài liệu
    .help-page = ghi tệp của một trang, ví dụ pages/gioi-thieu.md; nếu là tệp trong content/static/, ghi địa chỉ của tệp, bắt đầu bằng `/`
    .help-record = dẫn tới một trang; nếu muốn bạn đọc tải tệp này, đặt một bản sao vào content/static/
    .help-mail = muốn dẫn tới hộp thư thì viết `{ $right }`
    .help-nearest = có phải bạn muốn viết `{ $nearest }`?
    .help-telephone = muốn dẫn tới số điện thoại thì viết `{ $right }`
    .help-web = muốn dẫn tới trang web khác thì viết `{ $right }`
missing-route = trang web không có trang `{ $route }`
    .help = dẫn tới tệp của trang, ví dụ ../../pages/lien-he.md
    .help-nearest = có phải bạn muốn viết `{ $nearest }`?
no-alt-text = ảnh thiếu lời mô tả cho người không nhìn thấy
    .help = viết vài chữ nói ảnh chụp gì: ![Đoàn viên ký giao ước thi đua](anh.jpg), hoặc `alt:` của ảnh đại diện
open-comment = phần ghi chú này không có chỗ kết thúc nên mọi thứ phía dưới bị ẩn đi
    .help = viết --> ở chỗ ghi chú kết thúc
open-fence = khối mã mở ở đây không được đóng lại
    .help = đóng bằng đúng các dấu ấy trên một dòng riêng
outside-picture = ảnh sẽ phải tải từ máy chủ khác: `{ $address }`
    .help = lưu ảnh vào cạnh bài rồi dùng tên tệp
pasted-table = đây là các dòng của một bảng dán từ Excel hoặc Word; dấu tab không có tác dụng
    .help = viết dòng đầu là `{ $row }`, ngay dưới là dòng `{ $rule }`, các dòng sau viết như dòng đầu
picture-ending = `{ $file }` thật ra là ảnh { $format } mang đuôi tên khác
    .help = đổi tên thành `{ $right }`, sửa cả ở chỗ dùng ảnh
second-title = `{ $text }` là đề mục cấp một; chỉ tên bài được ở cấp này
    .help = mở đầu đề mục bằng ##
    .help-title = xóa dòng này: trang đã hiện tên bài
shortcode = `{ $text }` không có nghĩa gì ở đây
    .help = không có mã ngắn (shortcode): hãy dùng Markdown, hoặc đặt giữa ` ` để hiện nguyên văn
skipped-heading = đề mục cấp { $level } đứng ở chỗ phải là cấp { $expected }
    .help = mở đầu đề mục bằng { $marks }
table-cells = dòng này có { $count } ô, còn dòng đầu của bảng có { $expected } ô
    .help = viết đủ số ô cho mọi dòng, kể cả ô trống: | Tổng cộng | |
    .help-blank-line = nếu dòng này không thuộc bảng, hãy để một dòng trống phía trên
underlined-paragraph = dòng gạch bên dưới biến cả đoạn này thành đề mục
    .help = để một dòng trống giữa đoạn văn và dòng gạch
unsafe-link = liên kết không được bắt đầu bằng `{ $scheme }:`; chỉ hiện phần chữ
    .help = dùng https:, mailto: hoặc tel:
word-bullet = `{ $text }` là dấu đầu dòng của Word, không tạo thành danh sách
    .help = viết mỗi dòng của danh sách như `{ $right }`

## Trang web
absent-unit = ngày { $day } { $when ->
        [early] chưa có { $unit } (có từ ngày { $turn })
       *[late] không còn { $unit } (kết thúc hoạt động ngày { $turn })
    }
    .help = sửa lại đơn vị hoặc ngày ký, hoặc ngày của đơn vị trong content/registry/units.yaml
    .help-early = trước đó là `{ $units }`: đối chiếu văn bản và ngày trong content/registry/units.yaml; nếu văn bản in đúng đơn vị này, ghi `accept: [absent-unit]`
    .help-late = đơn vị kế thừa là `{ $units }`: đối chiếu văn bản và ngày trong content/registry/units.yaml; nếu văn bản in đúng đơn vị này, ghi `accept: [absent-unit]`
all-caps-name = tên `{ $text }` viết toàn chữ in hoa
    .help = có lẽ là `{ $proposal }`; đối chiếu văn bản trước khi sửa
ambiguous-name = có { $count } { $unknown ->
        [unknown-unit] đơn vị
        [unknown-kind] danh hiệu, hình thức khen thưởng
        [unknown-section] chuyên mục
       *[unknown-movement] phong trào
    } cùng mang tên `{ $name }`
    .help-candidates = xem đúng là mục nào rồi viết mã của mục ấy: { $candidates }
bidi-unclosed = ký tự đổi hướng chữ { $text } đứng lẻ, không có ký tự đóng hoặc mở đi kèm; nó có thể làm đảo ngược phần chữ phía sau
    .help = xóa nó bằng cách xóa các chữ hai bên rồi gõ lại
by-without-status = `by:` nêu quyết định `{ $number }` mà không ghi khen thưởng bị hủy bỏ hay được đính chính
    .help = thêm `status: revoked` (bị hủy bỏ) hoặc `status: corrected` (được đính chính) theo văn bản; nếu khen thưởng không thay đổi, bỏ `by:`
double-space = có nhiều dấu cách liền nhau; đọc như một dấu cách
    .help = chỉ để lại một dấu cách
ended-silently = { $unit } kết thúc hoạt động ngày { $day } mà không nói rõ đơn vị nào kế thừa
    .help = thêm `successors:` (đơn vị kế thừa), hoặc `note:` nói rõ vì sao không có
ends-before-start = kết thúc ({ $end }) trước khi bắt đầu ({ $start })
    .help = sửa lại một trong hai ngày
future-date = { $day } là thời điểm chưa đến
    .help = sửa lại; nếu đúng, xem lại ngày giờ của máy tính
general-and-thematic = năm { $year } đã có bằng khen cùng cấp theo quyết định { $number }: một toàn diện, một chuyên đề
    .help = nếu đúng là tặng cả hai thì để nguyên; nếu không, sửa `category` hoặc `movement`
granted-again = { $kind } chỉ tặng một lần trong đời, mà trước đó đã tặng theo quyết định { $number }
    .help = nếu là hai người, đặt `person:` riêng cho từng người; nếu không, đối chiếu hai văn bản rồi sửa chỗ chép sai
hidden-in-article = { $place ->
        [decision] quyết định
       *[article] bài viết
    } nêu tên người hoặc tập thể mà khen thưởng { $reason ->
        [withdrawn] đã được gỡ tên theo yêu cầu
        [revoked] đã bị hủy bỏ
       *[hidden] đang được ẩn
    }: `{ $name }`
    .help = bỏ người này khỏi `people:` và bỏ tên trong bài
    .help-award = bỏ `article:` ở dòng này và bỏ tên người ấy trong bài
    .help-text = bỏ tên ấy trong bài; nếu là người hoặc tập thể khác trùng tên thì để nguyên
    .help-decision = bỏ cả tên ở chỗ này; nếu là người hoặc tập thể khác trùng tên thì để nguyên
html-reference = `{ $text }` chứa mã HTML thay cho chữ, bạn đọc sẽ thấy nguyên mã
    .help = hãy viết `{ $proposal }`
impossible-change = khen thưởng { $status ->
        [revoked] bị hủy bỏ
       *[corrected] được đính chính
    } theo { $what ->
        [own] chính quyết định tặng khen thưởng ấy, `{ $number }`
       *[older] quyết định `{ $number }` ký ngày { $day }, trước cả ngày tặng ({ $signed })
    }
    .help = đối chiếu văn bản rồi sửa `by:` hoặc `signed:`; nếu là quyết định trùng số của một năm sau, thêm tệp của quyết định ấy vào content/awards/ (không tặng gì thì ghi `awards: []`)
incomplete-decision = quyết định thiếu `{ $key }`
    .help = bổ sung; nếu văn bản đã thất lạc, ghi rõ nguồn: `undocumented: "Kỷ yếu 2010"`
    .help-issuer = ghi mã cơ quan ban hành, có trong content/registry/units.yaml
kind-validity = { $kind } { $when ->
        [early] chỉ có từ ngày { $day }
       *[late] không còn được tặng sau ngày { $day }
    }, mà quyết định ký ngày { $signed }
    .help = sửa `kind` hoặc `signed`, hoặc `valid:` trong content/registry/kinds.yaml
kind-year = năm { $year } không xét tặng { $kind }
    .help = các năm xét tặng: { $years }; đối chiếu văn bản rồi sửa `kind` hoặc `period`, hoặc bổ sung năm trong content/registry/kinds.yaml
late-decision = quyết định ký sau khi thời gian lập thành tích ({ $year }) kết thúc { $gap } năm
    .help = sửa `period` hoặc `signed`; nếu đúng như văn bản, ghi `accept: [late-decision]`
legacy-encoding = `{ $text }` gõ bằng bảng mã cũ { $font }
    .help = hãy viết `{ $proposal }`; nếu viết như hiện nay là đúng, thêm `accept: [legacy-encoding]`
    .help-lost = đối chiếu văn bản giấy và gõ lại: trong đó có chữ có thể vẫn đúng
look-alike = `{ $text }` chỉ trông giống `{ $proposal }`; đọc như `{ $proposal }`
    .help = gõ lại `{ $proposal }` vào chỗ đó
lost-letters = chữ trong `{ $text }` đã bị mất, thành dấu hỏi
    .help = đối chiếu văn bản giấy và gõ lại
low-contrast = `{ $key }` khó đọc: chữ { $colour } trên nền { $paper } chỉ tương phản { $ratio }:1 ở trang { $scheme ->
        [dark] tối
       *[light] sáng
    }, chữ cần 4.5:1
    .help = viết `{ $key }: "{ $proposal }"`, hoặc đổi màu nền `paper`
    .help-dark = viết `dark: {"{"}{ $key }: "{ $proposal }"{"}"}`, hoặc đổi màu nền `paper` của trang tối
malformed-number = số hiệu `{ $number }` viết chưa đúng thể thức
    .help = viết theo mẫu `27/QĐ-LĐLĐ`, `31/2020/QĐ-UBND` hoặc `97-QĐ/TW`
    .help-proposal = hãy viết `{ $proposal }`
misread-text = chữ trong `{ $text }` bị vỡ vì một chương trình khác đã mở tệp sai bảng mã
    .help = hãy viết `{ $proposal }`; nếu viết như hiện nay là đúng, thêm `accept: [misread-text]`
    .help-lost = đối chiếu văn bản giấy và gõ lại: có chữ đã mất hẳn
missing-class = { $kind } được tặng theo hạng, nhưng dòng này chưa ghi hạng
    .help = xem hạng trong văn bản rồi thêm `class:`: một trong { $classes }
missing-steps = trước danh hiệu này cần { $needed } năm đạt { $before }, mới thấy { $found } năm
    .help = bổ sung các quyết định trước đó, hoặc xem tên và đơn vị có viết khớp nhau không
names-overlap = `{ $name }` và `{ $other }` cùng là tên của một đơn vị trong cùng thời gian
    .help = ghi `to:` cho tên trước: ngày liền trước ngày bắt đầu của tên sau
near-name = `{ $name }` và `{ $other }` trong cùng đơn vị gần như giống hệt nhau
    .help = nếu chép sai, sửa cho đúng văn bản; nếu là một người mà mỗi văn bản in một kiểu, ghi cùng một `person:`; nếu là hai người, đặt `person:` riêng cho từng người
no-break-space = có dấu cách đặc biệt (không ngắt dòng); đọc như dấu cách thường
    .help = xóa đi và gõ lại dấu cách
not-nfc = `{ $text }` gõ bằng Unicode tổ hợp; đọc như Unicode dựng sẵn
    .help = chọn bảng mã Unicode dựng sẵn trong bộ gõ, gõ lại chữ ấy rồi lưu tệp
other-name = `{ $name }` không phải họ tên của `{ $person }`: người ấy là { $registered }
    .help = đối chiếu văn bản rồi sửa `person:` hoặc `name:`; nếu đúng là người ấy mà văn bản ghi tên khác, thêm `accept: [other-name]`
parent-circle = { $what ->
        [movement] phong trào `{ $unit }` lại là một phần của chính mình
       *[unit] `{ $unit }` lại là cấp trên của chính mình
    }, qua `{ $parent }`
    .help = sửa `parents:` của một trong các đơn vị ấy
    .help-movement = sửa `parent:` của một trong các phong trào ấy
period-after-signing = thời gian lập thành tích kết thúc năm { $year }, sau ngày ký quyết định ({ $signed })
    .help = đối chiếu văn bản rồi sửa `period` hoặc `signed`
personal-data = phần công khai có dãy số giống { $what ->
        [identity] số căn cước
        [telephone] số điện thoại
        [account] số tài khoản
       *[birth] ngày sinh
    }
    .help = xóa đi: chỉ công khai họ tên, chức vụ, đơn vị và thành tích
recipient-kind = { $kind } không dành cho { $to ->
        [individual] cá nhân
        [household] hộ gia đình
       *[collective] tập thể
    }
    .help = chỉ dành cho: { $allowed } (individual: cá nhân, collective: tập thể, household: hộ gia đình); đối chiếu văn bản rồi sửa `to` hoặc `kind`, hoặc `to:` của danh hiệu ấy trong content/registry/kinds.yaml
renamed-unit = ngày { $day } đơn vị không mang tên `{ $printed }`
    .help = khi đó là `{ $proposal }`; nếu văn bản in như vậy, ghi `accept: [renamed-unit]`
row-gap = số thứ tự { $no } nằm ở chỗ của số { $expected }
    .help = đối chiếu danh sách kèm quyết định: bổ sung dòng còn sót; nếu văn bản đánh số như vậy, ghi `accept: [row-gap]`
row-repeat = số thứ tự { $no } bị trùng
    .help = đối chiếu danh sách kèm quyết định: xóa dòng chép lặp, hoặc ghi đúng số thứ tự; nếu văn bản in trùng số, ghi `accept: [row-repeat]`
same-award = { $kind } cho thời gian này đã tặng theo quyết định { $number }
    .help = nếu nhập hai lần, xóa dòng thừa; nếu là hai người trùng tên, đặt `person:` riêng cho từng người; nếu cả hai văn bản đều tặng, ghi `accept: [same-award]`
same-citation = thành tích này đã ghi cho một khen thưởng khác của cùng người hoặc tập thể, theo quyết định { $number }
    .help = một thành tích chỉ khen một lần: đối chiếu lại văn bản
same-decision = đã có quyết định `{ $number }` của cơ quan này trong năm đó
    .help = xóa một trong hai tệp, hoặc sửa lại số quyết định
same-id = mã `{ $id }` bị trùng
    .help = đặt mã khác cho một trong hai
same-letters = có hai tệp cùng tên `{ $file }`, viết bằng hai kiểu mã chữ trông giống nhau
    .help = so hai tệp, giữ lại một và xóa tệp kia
same-name = { $count ->
        [1] hai dòng của quyết định này ghi `{ $name }`, cùng đơn vị, đang được tính là một người: có phải là hai người không?
       *[other] `{ $name }` đang được tính là { $count } người: có phải chỉ là một người không?
    }
    .help = { $count ->
        [1] nếu là một người, ghi cùng một `person:` ở cả hai dòng hoặc ghi `accept: [same-name]`; nếu là hai người trùng tên, đặt `person:` riêng cho từng người
       *[other] nếu là một người, ghi cùng một `person:` ở mọi dòng; nếu là những người trùng tên, để nguyên, hoặc đặt `person:` riêng cho từng người
    }
same-route = `{ $route }` đã là địa chỉ của `{ $other }`
    .help = đổi tên một trong hai tệp, hoặc thêm `slug:` cho một tệp
    .help-alias = bỏ địa chỉ cũ này khỏi `aliases:`, hoặc sửa lại cho đúng
    .help-fixed = đổi tên tệp này; nếu là bài viết hay trang, đặt `slug:` khác cũng được
same-row = { $kind } cho cùng thời gian ghi hai lần cho một người hoặc tập thể trong quyết định này
    .help = đối chiếu văn bản: nếu chép lặp, xóa dòng thừa; nếu là hai người trùng tên, đặt `person:` riêng cho từng người
    .help-unit = một dòng chỉ ghi `unit:`, dòng kia ghi cả tên của chính đơn vị ấy; đối chiếu văn bản: nếu là một tập thể, xóa dòng thừa; nếu là một bộ phận của đơn vị, ghi rõ tên bộ phận ở `name:`
school-year = { $from }-{ $to } không phải là một năm học
    .help = viết `{ $from }-{ $next }`, hoặc `{"{"}from: { $from }, to: { $to }{"}"}` nếu là nhiều năm
host-limit = { $what ->
        [bytes] trang web có { $count } byte, còn máy chủ của nơi đăng `{ $target }` chỉ cho { $most }
       *[files] trang web có { $count } tệp, còn máy chủ của nơi đăng `{ $target }` chỉ cho { $most }
    }
    .help = { $what ->
        [bytes] bớt ảnh hoặc dùng ảnh nhỏ hơn (`pictures:`), hoặc bớt trang: `pages: {"{"}people: several{"}"}`; hoặc chọn máy chủ khác
       *[files] chỉ làm trang cho người có từ hai lần khen thưởng, `pages: {"{"}people: several{"}"}`, hoặc bỏ các phần của bảng vàng, `rolls: {"{"}parts: false{"}"}`; hoặc chọn máy chủ khác
    }
security-expired = `security.txt` đã hết hạn từ { $day }, các chương trình không còn dùng nữa
    .help = xem địa chỉ liên hệ còn đúng không rồi đặt `expires:` vào một ngày trong vòng một năm tới
not-silenceable = không thể bỏ qua `{ $code }`: trang web sẽ bị thiếu khi đăng
    .help = sửa chỗ được báo, và bỏ `{ $code }` ở đây
silenced-error = đang bỏ qua lỗi `{ $code }`: { $count } chỗ
    .help = sửa các lỗi ấy rồi bỏ mã này đi
similar-tags = chủ đề `{ $tag }` chỉ khác chủ đề `{ $other }` ở dấu hoặc ký hiệu, nên mỗi chủ đề có một trang riêng
    .help = nếu gõ nhầm thì sửa lại cho giống nhau; nếu đúng là hai chủ đề, ghi `accept: [similar-tags]` trong bài này
successor-circle = `{ $unit }` lại kế thừa chính mình, qua `{ $successor }`
    .help = sửa `successors:` của một trong các đơn vị ấy
tag-spelling = chủ đề `{ $spelling }` được hiển thị là `{ $tag }`, theo cách viết trong bài cũ nhất
    .help = viết `{ $tag }` ở đây cho thống nhất
title-in-name = trong tên có danh xưng `{ $text }`
    .help = hãy viết `{ $proposal }`; danh xưng ghi vào `honorific:`, học hàm, học vị ghi vào `position:`
totals-differ = Điều 1 ghi { $stated } { $to ->
        [individual] cá nhân
        [household] hộ gia đình
       *[collective] tập thể
    }, danh sách có { $counted }
    .help = xem danh sách có sót hoặc thừa dòng không; chép `totals` đúng như Điều 1 của quyết định; nếu chính văn bản lệch, ghi `accept: [totals-differ]`
unended-unit = đơn vị có đơn vị kế thừa nhưng không ghi ngày kết thúc hoạt động
    .help = thêm `ended: {"{"}on: …{"}"}`; nếu đơn vị còn hoạt động, bỏ `successors:`
unexplained-status = khen thưởng { $status ->
        [revoked] bị hủy bỏ
       *[corrected] được đính chính
    } mà không ghi theo quyết định nào
    .help = thêm số quyết định ấy, ví dụ `by: 90/QĐ-LĐLĐ`
unknown-article = không có bài `{ $name }` đang đăng
    .help = viết chuyên-mục/tên-bài, ví dụ guong-sang/chi-mai
    .help-candidates = các bài gần giống: { $candidates }; chọn đúng bài rồi viết mã của bài ấy
unknown-class = { $kind } không có hạng `{ $class }`
    .help = các hạng đã khai báo: { $classes }; nếu còn hạng khác, thêm vào `classes:` của `{ $id }` trong content/registry/kinds.yaml
    .help-none = bỏ `class:`, hoặc khai báo các hạng ở `classes:` của `{ $id }` trong content/registry/kinds.yaml
unknown-code = không có mã thông báo `{ $code }`
    .help = mã nằm trong ngoặc vuông ở cuối mỗi thông báo
    .help-nearest = có phải bạn muốn viết `{ $nearest }`?
unknown-kind = không có danh hiệu hay hình thức khen thưởng `{ $name }`
    .help = xem danh mục bằng `bangvang list kinds`, hoặc thêm vào content/registry/kinds.yaml
    .help-candidates = danh mục có các tên gần giống: { $candidates }; đối chiếu quyết định rồi viết đúng mã; xem cả danh mục bằng `bangvang list kinds`
unknown-movement = không có phong trào `{ $name }`
    .help = viết tên phong trào, hoặc tên tệp trong content/movements/, bỏ .md
    .help-candidates = các phong trào gần giống: { $candidates }; chọn đúng phong trào rồi viết mã của phong trào ấy
unknown-person = không có người `{ $name }`
    .help = thêm người này vào content/registry/people.yaml
    .help-candidates = trong danh mục có: { $candidates }; nếu là một trong những người ấy thì viết mã của người đó, nếu không phải thì thêm người mới vào content/registry/people.yaml
unknown-section = không có chuyên mục `{ $name }`
    .help = thêm vào `sections:` trong content/site.yaml, hoặc đổi tên thư mục
    .help-candidates = các chuyên mục gần giống: { $candidates }; đổi tên thư mục thành mã của chuyên mục ấy, hoặc thêm chuyên mục mới vào `sections:` trong content/site.yaml
unknown-unit = không có đơn vị `{ $name }`
    .help = thêm đơn vị vào content/registry/units.yaml
    .help-candidates = các đơn vị đã khai báo có tên gần giống: { $candidates }; nếu là một trong các đơn vị ấy thì viết mã của đơn vị đó, hoặc ghi thêm cách viết này vào `also:` của đơn vị; nếu không phải thì thêm đơn vị mới vào content/registry/units.yaml
wrong-issuer = { $issuer } không có thẩm quyền tặng { $kind }
    .help = thẩm quyền: { $allowed }; sửa `issuer` hoặc `kind`, hoặc `issuer:` của danh hiệu ấy trong content/registry/kinds.yaml
zero-width = có ký tự vô hình { $text }; đã bỏ qua khi đọc
    .help = xóa các chữ hai bên rồi gõ lại

## Giao diện

own-fault = không tạo được trang { $route }: lỗi của chính bangvang ({ $reason })
    .help = hãy báo lại kèm thông báo này; các trang khác không bị ảnh hưởng
template-fault = mẫu giao diện: { $what ->
        [variable] trang này không có biến `{ $name }`
        [undefined] biến `{ $name }` chưa có giá trị
        [field] ở đây không có trường `{ $name }`
        [nothing] chỗ này không có giá trị nào
        [compare] không so sánh được `{ $name }` với `{ $other }`
        [arithmetic] chỉ tính toán được với số, ở đây là `{ $name }`
        [range] `range` tạo ra { $name } phần tử, nhiều nhất là { $other }
        [type] chỗ này cần `{ $name }`, không phải `{ $other }`
        [argument] thiếu tham số `{ $name }`
        [string] trong strings/ của giao diện không có câu chữ `{ $name }`
        [filter] không có bộ lọc `{ $name }`
        [test] không có phép thử `{ $name }` sau `is`
        [function] không có hàm `{ $name }`
        [component] không có thành phần `{ $name }`
        [template] không có mẫu `{ $name }`
        [block] mẫu mà mẫu này kế thừa không có khối `{ $name }`
        [tag] không có thẻ lệnh này
        [end] tệp đã hết mà còn thẻ lệnh hoặc dấu ngoặc chưa đóng
        [comment] ghi chú chưa được đóng bằng `{ $name }`
        [quote] dấu { $name } mở ở đây chưa được đóng
        [character] ký tự này không dùng được ở đây
        [end-name] khối mở ra tên là `{ $name }` mà đóng lại tên là `{ $other }`
        [extends] `extends` phải là thẻ lệnh đầu tiên và chỉ có một
        [block-twice] khối `{ $name }` được viết hai lần
        [block-inside] không viết được khối ở bên trong chỗ này
        [reserved] `{ $name }` là từ riêng của Tera, không dùng làm tên được
        [loop-field] `loop` không có trường `{ $name }`
        [argument-twice] tham số `{ $name }` được viết hai lần
        [set] sau `set` phải là một tên, dấu `=` và một giá trị
        [ignored] mẫu kế thừa mẫu khác thì chỉ được viết trong các khối
        [loop-only] `{ $name }` chỉ dùng được trong vòng lặp `for`
        [super] `super()` chỉ dùng được trong khối mà mẫu kế thừa cũng có
        [extends-circle] `{ $name }` kế thừa vòng lại chính nó
        [include-circle] `{ $name }` chèn vòng lại chính nó
        [expected] chỗ này cần { $other ->
            [identifier] một tên
            [string] một chuỗi trong ngoặc kép
           *[sign] `{ $other }`
        }, không phải { $name ->
            [identifier] một tên
            [string] một chuỗi
            [integer] một số
            [float] một số
            [content] phần chữ
           *[sign] `{ $name }`
        }
       *[other] lỗi khác ({ $name })
    }
    .help = sửa mẫu ở chỗ này; `bangvang guide themes` liệt kê những gì mẫu được dùng
    .help-nearest = có phải bạn muốn viết `{ $nearest }`?
    .help-known = ở đây dùng được: { $known }
theme-circle = giao diện `{ $name }` và giao diện mà nó kế thừa tạo thành vòng lặp
    .help = sửa `extends:` trong theme.yaml
theme-string = câu chữ viết chưa đúng: { $what ->
        [sign] thiếu một dấu, thường là `=` hoặc {"`}`"}
        [value] sau tên không có câu chữ
        [default] trong các lựa chọn phải có một dòng bắt đầu bằng `*`
        [brace] thừa dấu {"`}`"}
        [quote] dấu ngoặc kép chưa được đóng
        [expression] giữa {"`{`"} và {"`}`"} phải có một tham số
        [unknown] giao diện không có câu chữ `{ $reason }`
       *[other] lỗi khác ({ $reason })
    }
    .help = viết `tên = câu chữ`, tham số viết là {"{"} $tên {"}"}
unknown-theme = không có giao diện `{ $name }`
    .help = đặt giao diện vào themes/{ $name }/, hoặc viết `theme: default`
    .help-nearest = có phải bạn muốn viết `{ $nearest }`?
unquoted-attribute = giá trị của thuộc tính không nằm trong ngoặc kép
    .help = hãy viết ="{"{{"} … {"}}"}"

## Nơi ghi

output-damaged = sổ ghi của lần dựng trước bị hỏng: { $path }
    .help = chuyển thư mục kết quả đi chỗ khác, hoặc dựng vào thư mục trống bằng --out
output-failed = { $path }: { $reason }
    .help = kiểm tra xem đĩa có đầy hoặc có chương trình nào đang mở tệp không, rồi dựng lại
output-foreign = { $path } không do bangvang ghi, hoặc đã bị sửa sau đó
    .help = chuyển đi chỗ khác, hoặc thêm --adopt=over để cho phép ghi đè
output-full = đĩa đã đầy: { $path } cần ít nhất { $needed } byte
    .help = giải phóng dung lượng rồi dựng lại; trang web vẫn như cũ
output-locked = một bangvang khác (tiến trình { $pid }, từ { $since }) đang ghi vào { $path }
    .help = đợi đến khi chương trình ấy ghi xong
output-newer = { $path } do phiên bản bangvang mới hơn ghi
    .help = dùng phiên bản ấy, hoặc dựng vào thư mục trống bằng --out
output-not-empty = trong { $path } có tệp không do bangvang ghi
    .help = chọn thư mục trống bằng --out, hoặc thêm --adopt để dựng bên cạnh các tệp ấy
output-half-done = thư mục kết quả { $path } mới thay được một phần: { $new } tệp đã mới, { $old } tệp còn cũ
    .help = sửa lỗi nêu trên rồi dựng lại để hoàn tất; chưa đăng trang web trước khi làm xong việc này
output-held = có chương trình khác đang mở { $path }
    .help = đóng tệp ở chương trình ấy rồi dựng lại; trang web vẫn như cũ
output-no-more-files = ổ đĩa không nhận thêm tệp nào nữa: { $path }
    .help = có thể còn dung lượng nhưng đã hết chỗ cho tệp mới (inode); xóa bớt tệp, hoặc chọn ổ đĩa khác bằng --out; trang web vẫn như cũ
output-read-only = không ghi được vào { $path }
    .help = xem lại quyền của tệp và thư mục chứa nó, hoặc chọn thư mục khác bằng --out; trang web vẫn như cũ
output-waiting = có chương trình khác đang mở { $path }; đang đợi, tối đa 10 giây
output-source-changed = { $path } thay đổi trong lúc đang được chép
    .help = dựng lại; trang web vẫn như cũ
output-unsafe = không được dùng { $path } làm thư mục kết quả: { $why ->
        [root] đó là gốc của ổ đĩa
        [home] đó là thư mục cá nhân của bạn hoặc một thư mục chính trong đó
        [project] đó là thư mục của trang
        [above] trong đó có thư mục của trang
        [input] đó là thư mục bangvang đọc vào, hoặc nằm trong thư mục ấy
        [link] đó là liên kết tượng trưng
        [file] đó là một tệp, hoặc nằm dưới một tệp
        [notation] hệ điều hành này không tạo được thư mục mang tên ấy
       *[other] ghi vào đó không an toàn
    }
    .help = dùng --out để chọn một thư mục riêng, ví dụ public
many-deletes = { $count } trong { $of } trang của lần dựng trước sẽ bị xóa
    .ask = Xóa nhiều như vậy?
    .help = kiểm tra xem content/ có thiếu gì không; nếu đúng là muốn xóa, thêm --allow-many-deletes
not-built = chưa dựng gì; trang web vẫn như cũ
bad-clock = ngày trên đồng hồ của máy không dùng được (năm phải từ 1970 đến 9998)
    .help = chỉnh lại ngày giờ của máy rồi thử lại
no-threads = hệ thống không cho chạy thêm việc cùng lúc: { $reason }
    .help = đóng bớt chương trình khác, hoặc nâng giới hạn bộ nhớ và số tiến trình (ulimit)

## Lệnh

built = { $pages } trang; ghi { $written } tệp, giữ nguyên { $kept }, xóa { $removed }; { $seconds } giây
    .help = trang web nằm trong { $path }
checked = đã kiểm tra { $pages } trang; { $errors } lỗi, { $warnings } cảnh báo, { $notes } lưu ý; { $seconds } giây
summary = { $count } × { $code } ({ $severity ->
        [error] lỗi
        [warning] cảnh báo
       *[note] lưu ý
    })
refused = { $errors } lỗi, { $warnings } cảnh báo; chưa ghi gì
more-alike = còn { $more } chỗ nữa [{ $code }]: chạy `bangvang check --code { $code }` để xem hết, `bangvang check --all` để xem hết mọi mã
explain-files = Tệp và giá trị các mục
explain-yaml = YAML
explain-markdown = Bài viết
explain-site = Hồ sơ khen thưởng và toàn trang web
explain-themes = Giao diện
explain-wrong = Sai:
explain-wrong-in = Sai, trong { $path }:
explain-right = Đúng:
explain-right-in = Đúng, trong { $path }:
explain-and-in = Và trong { $path }:
explain-character = `<U+…>` là ký tự mang số ấy trong bảng mã Unicode.
explain-accept =
    Nếu đối chiếu thấy như vậy là đúng thì bỏ qua mã này:
    `accept: [{ $code }]` cạnh bài viết, đơn vị, quyết định hoặc dòng ấy (nếu mã báo ở đó);
    `check: {"{"}ignore: [{ $code }]{"}"}` trong content/site.yaml, cho toàn trang web.
explain-no-accept = Không thể bỏ qua: phải sửa thì mới dựng và đăng được trang web đầy đủ.
explain-unknown = không có mã thông báo `{ $code }`
    .help = chạy `bangvang explain` để xem tất cả các mã
explain-unknown-near = không có mã thông báo `{ $code }`
    .help = có phải bạn muốn viết `{ $nearest }`? Chạy `bangvang explain` để xem tất cả các mã
explain-other-site = { $address } không thuộc trang web này; địa chỉ của trang web là { $own }
    .help = ghi phần sau tên miền, ví dụ /tin-tuc/
explain-folder = { $path } là thư mục
    .help = ghi một tệp trong thư mục đó, hoặc địa chỉ một trang
explain-outside = { $path } không thuộc nội dung của trang này: chỉ tệp trong content và themes được đọc
    .help = ghi đường dẫn của một tệp, ví dụ content/articles/tin/bai.md, hoặc địa chỉ một trang
explain-no-file = không có tệp { $path }
    .help = ghi đường dẫn của một tệp có trong content hay themes; `bangvang list articles` liệt kê các bài
explain-no-file-near = không có tệp { $path }
    .help = có phải bạn muốn viết { $nearest }?
explain-no-address = trang web không có trang nào ở địa chỉ { $address }
    .help = ghi đường dẫn từ tên miền, ví dụ /tin-tuc/; `bangvang find CHỮ` tìm trang theo tên
explain-no-address-near = trang web không có trang nào ở địa chỉ { $address }
    .help = các địa chỉ gần nhất: { $nearest }
explain-role = Loại tệp: { $role ->
        [settings] phần cài đặt của trang, vì tên là site.yaml trong content
        [article] bài viết, vì là tệp .md trong content/articles
        [movement] phong trào, vì là tệp .md trong content/movements
        [page] trang cố định, vì là tệp .md trong content/pages
        [decision] quyết định khen thưởng, vì là tệp .yaml trong content/awards
        [kinds] danh mục danh hiệu và hình thức khen thưởng, vì tên là kinds.yaml trong content/registry
        [units] danh mục đơn vị, vì tên là units.yaml trong content/registry
        [people] danh mục người, vì tên là people.yaml trong content/registry
        [theme] thông tin của giao diện, vì tên là theme.yaml trong thư mục của giao diện
        [theme-file] tệp của giao diện, vì nằm trong themes
        [static] tệp được đăng với đường dẫn như cũ, vì nằm trong content/static
        [attachment] ảnh hoặc tài liệu đi kèm, vì nằm cạnh các tệp nội dung
       *[misplaced] không được đọc, vì tệp dạng này không dùng được ở thư mục này
    }
explain-ignored = Không có trên trang: { $path } không được đọc, vì một tên trong đường dẫn bắt đầu bằng dấu chấm hoặc là tên của tệp tạm. Đổi tên thì tệp được đọc.
explain-hidden = Không có trên trang: { $hidden ->
        [draft] là bản nháp. Xóa dòng `draft: true` thì tệp được đăng.
        [unapproved] chưa được duyệt, mà trang này chỉ đăng bài đã duyệt (`review: true` trong content/site.yaml). Duyệt trong bàn biên tập, hoặc ghi `review: {"{"}state: approved{"}"}`.
        [future] chưa đến ngày; có trên trang từ lần dựng đầu tiên kể từ ngày { $day }.
       *[expired] đã hết hạn ngày { $day } (mục `expires`).
    }
explain-own-errors = Tệp này có { $count } lỗi, nêu ở dưới; sửa xong mới dựng được trang
explain-site-errors = Các tệp khác có { $count } lỗi; sửa xong mới dựng được trang. Chạy `bangvang check` để xem.
explain-unused = Không có trên trang: không trang nào dùng tệp này.
explain-used-by-hidden = Không có trên trang: chỉ tệp chưa đăng dùng tệp này.
explain-collision = Không có trên trang: địa chỉ { $address } đã thuộc về { $other }. Đổi tên tệp thì địa chỉ cũng đổi.
explain-title = Tên: { $title }
explain-output = { $kind ->
        [home] trang đầu
        [section] danh sách của chuyên mục
        [article] bài viết
        [movements] danh sách phong trào
        [movement] trang của phong trào
        [page] trang cố định
        [tags] danh sách chủ đề
        [tag] các bài cùng chủ đề
        [archive] trang lưu trữ
        [archive-year] trang lưu trữ của năm
        [archive-month] trang lưu trữ của tháng
        [rolls] các bảng vàng
        [roll] bảng vàng hoặc một phần của bảng vàng
        [roll-parts] các phần của bảng vàng
        [roll-names] mục lục tên trên bảng vàng
        [statistics] thống kê
        [corrections] đính chính, hủy bỏ
        [decisions] danh sách quyết định
        [decisions-year] các quyết định của năm
        [decision] quyết định
        [kinds] danh mục danh hiệu, hình thức khen thưởng
        [kind] danh hiệu, hình thức khen thưởng
        [units] danh sách đơn vị
        [unit] đơn vị
        [unit-children] các đơn vị trực thuộc
        [recipient] người được khen
        [namesakes] những người trùng tên
        [search] tìm kiếm
        [search-letter] mục lục tên theo chữ cái
        [given-name] những người cùng tên, không kể họ và tên đệm
        [gone] trang báo tên đã được gỡ
        [not-found] trang báo địa chỉ không có
        [redirect] chuyển hướng
        [download] tệp để tải về
        [download-archive] tệp để tải về của mọi năm
        [schema] mô tả tệp JSON để tải về
        [atom-feed] RSS dạng Atom
        [json-feed] RSS dạng JSON
        [sitemap] sơ đồ trang cho máy tìm kiếm
        [robots] robots.txt
        [search-file] tệp của phần tìm kiếm
        [manifest] thông tin của ứng dụng web
        [security] security.txt
        [humans] humans.txt
        [host-file] cấu hình cho máy chủ
        [copy] bản sao của tệp
        [picture] ảnh
        [share-picture] ảnh khi chia sẻ liên kết
       *[theme-file] tệp của giao diện
    }
explain-sorting = { $kind ->
        [section] bài mới nhất trước, cùng lúc thì theo địa chỉ
        [tag] bài mới nhất trước, cùng lúc thì theo địa chỉ
        [archive-year] bài mới nhất trước, cùng lúc thì theo địa chỉ
        [archive-month] bài mới nhất trước, cùng lúc thì theo địa chỉ
        [movement] bài mới nhất trước, cùng lúc thì theo địa chỉ
        [atom-feed] bài mới nhất trước, cùng lúc thì theo địa chỉ
        [json-feed] bài mới nhất trước, cùng lúc thì theo địa chỉ
        [movements] phong trào bắt đầu muộn nhất trước, rồi theo tên
        [roll] theo thứ bậc danh hiệu, rồi hạng, đơn vị và tên
        [roll-names] theo tên
        [corrections] quyết định mới nhất trước
        [decisions] ký sau đứng trước, rồi theo số, giảm dần
        [decisions-year] ký sau đứng trước, rồi theo số, giảm dần
        [decision] theo số thứ tự trong quyết định
        [kind] năm mới nhất trước, trong năm theo thứ tự của bảng vàng
        [unit] năm mới nhất trước, trong năm theo thứ tự của bảng vàng
        [recipient] năm mới nhất trước, rồi theo thứ bậc danh hiệu
        [units] đơn vị đang hoạt động trước, theo thứ bậc
        [namesakes] theo tên, rồi theo thứ bậc đơn vị
        [given-name] theo tên, rồi theo thứ bậc đơn vị
       *[other] theo thứ tự của trang
    }
explain-own = Địa chỉ: { $address } ({ explain-output })
explain-own-redirect = Địa chỉ: { $address } ({ explain-output } tới { $to })
explain-more = … và { $more } mục nữa
explain-template = Mẫu trang: { $template } của giao diện { $theme } ({ $place ->
        [built-in] có sẵn trong chương trình
       *[project] { $path }
    })
explain-no-template = Mẫu trang: giao diện { $theme } không có { $template } dùng được
explain-template-pages = { $state ->
        [used] Số trang dùng mẫu này: { $count }
       *[shadowed] Mẫu này không dùng cho trang nào: giao diện của trang có mẫu khác cùng tên, hoặc không gồm mẫu này
    }
explain-menu = Có trong menu của phần cài đặt
explain-section = Chuyên mục: { $title } ({ $id }), vì tệp nằm trong { $folder }
explain-date = Ngày của bài: { $day }
explain-updated = Ngày cập nhật: { $day }
explain-publish = Ngày đăng (mục `publish`): { $day }
explain-expires = Ngày hết hạn (mục `expires`): { $day }
explain-starts = Ngày bắt đầu: { $day }
explain-ends = Ngày kết thúc: { $day }
explain-signed = Ngày ký: { $day }
explain-number = Số quyết định: { $number }
explain-review = Duyệt: { $state ->
        [sent] đã gửi duyệt
        [approved] đã duyệt
        [returned] đã trả lại
       *[none] chưa gửi duyệt
    }
explain-tag = Chủ đề: { $name }
explain-part = { $part ->
        [movement] Phong trào
        [person] Người trong bài
        [parent] Thuộc phong trào
        [launched-by] Đơn vị phát động
        [issuer] Cơ quan ban hành
        [kind] Danh hiệu, hình thức khen thưởng
       *[unit] Đơn vị
    }: { $name } ({ $place ->
        [built-in] danh mục có sẵn
       *[project] { $path }
    })
explain-file-part = { $part ->
        [cover] Ảnh đại diện
        [launch-plan] Bản chụp kế hoạch
       *[scan] Bản chụp quyết định
    }: { $path }
explain-article-awards = Số lượt khen thưởng dẫn tới bài này: { $count }
explain-awards = Số lượt khen thưởng: { $count }{ $years ->
        [none] {""}
       *[other] ; trên bảng vàng năm { $years }
    }
explain-entries = Số mục trong tệp: { $count }
explain-listed = Có mặt ở:
explain-listed-at = { $address } ({ explain-output }): thứ { $place } trong { $total }; { explain-sorting }
explain-shown-at = { $address } ({ explain-output })
explain-awards-at = { $address } ({ explain-output }): { $awards } lượt khen thưởng
explain-used = Được dùng ở:
explain-used-by = { $path } ({ $use ->
        [cover] ảnh đại diện
        [shown] ảnh trong bài
        [linked] liên kết trong bài
        [portrait] chân dung
        [scan] bản chụp quyết định
        [launch-plan] bản chụp kế hoạch
       *[settings] phần cài đặt
    }){ $placed ->
        [yes] , trên trang { $address }
       *[no] {""}
    }
explain-kind = Ở địa chỉ { $address }: { explain-output }
explain-redirect = Chuyển tới: { $to }
explain-switches = Bật, tắt bằng mục: { $keys } trong content/site.yaml
explain-origin = Do tệp này tạo ra: { $place }
explain-list = Danh sách: từ { $first } đến { $last } trong { $total }; { explain-sorting }
explain-made-of = Gồm nội dung của:
explain-source = { $place ->
        [built-in] danh mục có sẵn
       *[project] { $path }
    }{ $awards ->
        [0] {""}
       *[other] : { $awards } lượt khen thưởng
    }
explain-linked = Liên kết tới các bài: { $addresses }
explain-hidden-by = Không có trên trang: cần { $path }, mà tệp này { $hidden ->
        [draft] là bản nháp
        [unapproved] chưa được duyệt
        [future] đến ngày { $day } mới được đăng
       *[expired] đã hết hạn ngày { $day }
    }
explain-only-hidden = Không có trên trang: chỉ có khi đăng cả những tệp chưa đăng; `bangvang check` liệt kê các tệp đó.
explain-switched-off = Không có trên trang: { $address } ({ explain-output }) đang bị tắt bằng mục { $keys } trong content/site.yaml. Ghi true ở đó thì có.
find-similar = Không có ai mang đúng tên này. Những tên gần giống:
find-awards = { $count ->
        [0] khen thưởng năm { $year } đã bị hủy bỏ: { $kind }
        [1] 1 lượt khen thưởng, năm { $year }: { $kind }
       *[other] { $shown } lượt khen thưởng, mới nhất năm { $year }: { $kind }
    }
find-revoked = đã bị hủy bỏ
find-not-published = { $reason ->
        [draft] bản nháp
        [unapproved] chưa được duyệt
        [future] chưa đến ngày đăng
       *[expired] đã hết hạn
    }
find-found = { $count ->
       *[other] Tìm thấy { $shown } kết quả.
    }
find-more = Còn { $more } kết quả nữa; thêm --all để xem hết.
find-nothing = Không tìm thấy “{ $query }”.
find-hidden = Chưa tìm trong { $count } tệp chưa đăng; thêm --drafts để tìm cả ở đó.
find-site-errors = Trang web có { $count } lỗi nên có thể còn nội dung chưa đọc được; chạy `bangvang check` để xem.
find-bad-year = `{ $text }` không phải là năm
    .help = viết năm bằng bốn chữ số, ví dụ 2023
find-unknown = không có { $what ->
        [unit] đơn vị
       *[kind] danh hiệu hay hình thức khen thưởng
    } nào là `{ $name }`
    .help = { $what ->
        [unit] xem các đơn vị trong content/registry/units.yaml
       *[kind] chạy `bangvang list kinds` để xem danh mục
    }
find-unknown-near = không có { $what ->
        [unit] đơn vị
        [kind] danh hiệu hay hình thức khen thưởng
       *[type] loại kết quả
    } nào là `{ $name }`
    .help = có phải bạn muốn viết { $near }?
find-unknown-type = không có loại kết quả nào là `{ $name }`
    .help = các loại: { $near }
find-ambiguous = `{ $name }` có thể là { $count } { $what ->
        [unit] đơn vị
       *[kind] danh hiệu hay hình thức khen thưởng
    }
    .help = ghi mã của một trong số này: { $near }
fix-hint = `bangvang fix` sửa giúp được { $count } chỗ trong số này.
explain-fix =
    `bangvang fix --only { $code }` sửa giúp những chỗ chắc chắn đúng; lệnh cho xem chỗ
    sẽ sửa và hỏi trước.
explain-no-fix = { $doubt ->
        [identity] `bangvang fix` không tự sửa: đoán sai thì thành người khác, đơn vị khác, khen
            thưởng khác, ngày khác hay số khác.
        [choice] `bangvang fix` không tự sửa: có nhiều cách viết đúng, người viết phải chọn.
        [damage] `bangvang fix` không tự sửa: chữ đã mất hoặc đã hỏng, phải đối chiếu với văn bản.
        [file] `bangvang fix` không tự sửa: lệnh chỉ sửa chữ trong tệp, không đổi tên, không
            chuyển và không xóa tệp.
        [program] `bangvang fix` không tự sửa: phải sửa giao diện hoặc chương trình.
       *[unknown] `bangvang fix` không tự sửa: chỉ người viết mới biết giá trị đúng.
    }
explain-hint = Muốn biết thêm về một thông báo, chạy `bangvang explain MÃ` với mã trong ngoặc vuông.
fix-file = { $path }: { $count } chỗ sửa ({ $codes })
fix-encoding = {"     "} Tệp được lưu lại theo UTF-8; chữ không đổi.
fix-normalized = {"     "} Trong { $lines } dòng, chữ và dấu đang tách rời được ghép thành chữ liền; cách đọc không đổi.
fix-found = có { $count } chỗ chắc chắn sửa được, trong { $files } tệp
fix-nothing = không có chỗ nào chắc chắn để sửa; { $left ->
        [0] không còn lỗi hay cảnh báo nào
       *[other] còn { $left } lỗi và cảnh báo cần người xem và quyết định
    }
fix-dry-run = chưa sửa gì (--dry-run)
fix-not-done = chưa sửa gì
fix-ask = Sửa { $count } chỗ này trong { $files } tệp? [c = có, t = hỏi từng tệp, Enter = không]
fix-ask-file = Sửa { $path }?
fix-unasked = chưa sửa gì: không hỏi được vì đây không phải là cửa sổ dòng lệnh
    .help = xem các chỗ sửa ở trên, rồi thêm --yes
fix-saved = { $path }: đã sửa { $count } chỗ; bản trước khi sửa ở { $version }
fix-done = đã sửa { $count } chỗ trong { $files } tệp; { $left ->
        [0] không còn lỗi hay cảnh báo nào
       *[other] còn { $left } lỗi và cảnh báo cần người xem và quyết định
    }
fix-by-hand = Còn { $count } chỗ biết chắc cách sửa nhưng phải sửa bằng tay, vì cách viết ở đó không cho sửa tự động:
fix-no-file = { $path } không phải là tệp hay thư mục của trang này
    .help = ghi một tệp hay thư mục trong content/, ví dụ content/awards
fix-never = `bangvang fix` không sửa mã `{ $code }`
    .help = gõ `bangvang explain { $code }` để biết vì sao
fix-changed = { $path } vừa bị chương trình khác thay đổi; tệp được giữ nguyên
    .help = chạy lại `bangvang fix`
fix-read-only = { $path } đang bị cấm ghi; tệp được giữ nguyên
    .help = cho phép ghi (Windows: Thuộc tính, bỏ chọn Chỉ đọc), rồi chạy lại `bangvang fix`
fix-in-use = chương trình khác đang mở { $path }; tệp được giữ nguyên
    .help = đóng tệp trong Word hay trình soạn thảo, hoặc chờ OneDrive xong, rồi chạy lại `bangvang fix`
fix-no-history = { $path } được giữ nguyên, vì không cất được bản trước khi sửa: { $reason }
    .help = xem đĩa có đầy không và thư mục .bangvang có ghi được không
fix-failed = { $path } được giữ nguyên: { $reason }
    .help = xem đĩa có đầy không, rồi chạy lại `bangvang fix`
history-versions = { $path }: { $count } bản
history-kind = { $kind ->
        [saved] đã lưu
        [deleted] đã xóa
        [restored] đã lấy lại
        [moved-from] chuyển đến từ { $other }
        [moved-to] chuyển sang { $other }
       *[found] có từ trước, không lưu bằng bangvang
    }
history-lines = +{ $added } −{ $removed } dòng
history-now = tệp hiện giờ
history-changed = Sau đó, tệp đã bị chương trình khác thay đổi. `bangvang restore` cũng cất bản đó trước khi thay.
history-more = Còn { $more } mục nữa; thêm --all để xem hết.
history-all = Thêm --all để xem hết.
history-none = { $path } chưa có bản cũ nào; mỗi lần bangvang thay đổi một tệp thì một bản được cất
history-empty = chưa ghi lại việc gì
history-published = đã đăng lên { $target }
history-bin = { $count } tệp đã xóa, lấy lại được bằng `bangvang restore TỆP`:
history-outside = { $path } không nằm trong thư mục content hay themes của trang này
    .help = ghi đường dẫn của một tệp, ví dụ content/articles/tin/bai.md
history-failed = không đọc được lịch sử của { $path }: { $reason }
restore-none = { $path } không có bản nào khác
restore-unknown = { $path } không có bản { $version }
    .help = `bangvang history { $path }` liệt kê các bản, có số thứ tự và thời gian
restore-same = { $path } đang giống hệt bản lúc { $when }
restore-differs = { $path }: lấy lại bản lúc { $when } thì thay đổi như sau
restore-dry-run = chưa thay đổi gì (--dry-run)
restore-done = { $path }: đã lấy lại bản lúc { $when }{ $state ->
        [replaced] ; bản vừa bị thay cũng được cất lại
       *[new] {""}
    }
restore-failed = { $path } được giữ nguyên: { $reason }
hidden-title = Không có trên trang:
hidden-draft = bản nháp
hidden-unapproved = chưa được duyệt
hidden-future = từ ngày { $day }
hidden-expired = hết hạn ngày { $day }
left-behind = { $path } không còn thuộc trang web, nhưng đã bị người hoặc chương trình khác sửa nên không xóa
rolled-forward = đã hoàn tất lần dựng bị ngắt quãng trước đó
progress-render = đang dựng trang
doctor-state = { $state ->
        [ok] ổn
        [warning] cảnh báo
       *[problem] lỗi
    }
doctor-done = { $problems ->
        [0] { $warnings ->
            [0] máy tính này có đủ những gì cần
           *[other] không có lỗi; có { $warnings } cảnh báo
        }
       *[other] có { $problems } lỗi và { $warnings } cảnh báo
    }
doctor-project = đọc được trang web trong { $path }; số tệp: { $files }
doctor-no-project = không thấy trang web trong { $path }: { $reason }
    .help = chạy lệnh trong thư mục của trang, chọn thư mục bằng --root, hoặc tạo trang mới bằng `bangvang init`
doctor-no-settings = { $path } không có content/site.yaml
    .help = chạy lệnh trong thư mục của trang, hoặc tạo trang mới bằng `bangvang init`
doctor-unreadable = trang web trong { $path }: không đọc được { $count } trong { $files } tệp
    .help = đóng các tệp đó trong chương trình khác, hoặc cho phép đọc; `bangvang check` liệt kê các tệp
doctor-write = ghi được vào thư mục của trang: { $path }
doctor-write-refused = không ghi được vào thư mục của trang { $path }: { $reason }
    .help = cho phép ghi vào thư mục (Windows: Thuộc tính, Bảo mật), hoặc chuyển trang sang thư mục của bạn
doctor-output = ghi được vào thư mục kết quả: { $path }
doctor-output-refused = không ghi được vào thư mục kết quả { $path }: { $reason }
    .help = chọn thư mục khác bằng `bangvang build --out`, hoặc cho phép ghi vào thư mục này
doctor-own = ghi được lịch sử và các bản cũ: { $path }
doctor-own-refused = không ghi được lịch sử và các bản cũ vào { $path }: { $reason }
    .help = cho phép ghi vào thư mục này; nếu đó là một tệp thì đổi tên tệp
doctor-space = đĩa còn ít nhất { NUMBER($megabytes) } MB trống
doctor-little-space = đĩa chỉ còn khoảng { NUMBER($megabytes) } MB trống
    .help = dọn bớt đĩa trước khi dựng trang có nhiều ảnh
doctor-no-space = đĩa gần đầy: còn khoảng { NUMBER($megabytes) } MB trống
    .help = dọn bớt đĩa, nếu không thì không dựng được trang và không lưu được bài
doctor-space-unknown = không biết đĩa còn trống bao nhiêu: { $reason }
    .help = xem trong phần quản lý tệp của máy
doctor-path-length = không đường dẫn nào quá dài; dài nhất là { $length } ký tự: { $path }
doctor-long-path = đường dẫn tới { $path } dài { $length } ký tự; Word và File Explorer có thể không mở được tệp
    .help = chuyển trang sang thư mục có đường dẫn ngắn, ví dụ C:\trang
doctor-not-synced = trang và thư mục kết quả không nằm trong thư mục đồng bộ
doctor-synced-project = trang nằm trong thư mục của { $program }, thư mục kết quả thì không
doctor-synced-output = thư mục kết quả nằm trong thư mục của { $program }: dựng trang chậm, và tệp có thể bị giữ trong khi được tải lên
    .help = dựng ra ngoài, ví dụ bangvang build --out C:\web; nội dung của trang thì vẫn để đồng bộ được
doctor-local-disk = trang và thư mục kết quả nằm trên đĩa của máy này
doctor-network-drive = { $path } nằm trên ổ đĩa mạng: dựng trang chậm, và có thể không thấy ngay tệp vừa sửa
    .help = chép trang về đĩa của máy này, hoặc ít ra là dựng ra đĩa của máy bằng `bangvang build --out`
doctor-language = ngôn ngữ của hệ thống: { $language ->
        [vi] tiếng Việt
       *[en] tiếng Anh
    }
doctor-other-language = hệ thống không đặt tiếng Việt hay tiếng Anh làm ngôn ngữ; ở ngoài thư mục của trang, thông báo bằng tiếng Việt
    .help = thêm --lang en để xem tiếng Anh
doctor-encoding = cửa sổ dòng lệnh hiện được chữ có dấu ({ $value })
doctor-encoding-windows = cửa sổ dòng lệnh hiện được chữ có dấu; khi PowerShell ghi kết quả vào tệp thì xem phần Windows của `bangvang guide commands`
doctor-no-unicode = cửa sổ dòng lệnh có thể hiện sai chữ có dấu: bảng mã là { $value }
    .help = đặt biến LANG là vi_VN.UTF-8 hoặc C.UTF-8
doctor-clock = giờ của máy: { $now }
doctor-clock-wrong = giờ của máy sai: { $now }
    .help = chỉnh lại ngày giờ của máy, nếu không thì bài đã đến ngày vẫn không được đăng
doctor-clock-behind = giờ của máy là { $now }, mà có tệp của trang được sửa lúc { $newest }
    .help = xem lại ngày giờ của máy
doctor-time-zone = múi giờ của máy: { $zone }
doctor-other-time-zone = múi giờ của máy là { $zone }, của trang là { $site }; ngày giờ ghi trong bài theo múi giờ của trang
    .help = nếu máy ở cùng nơi với trang thì chỉnh lại múi giờ của máy
doctor-no-time-zone = không biết múi giờ của máy
    .help = chọn múi giờ trong phần cài đặt của hệ thống; ngày giờ ghi trong bài theo múi giờ của trang
doctor-browser = mở được trình duyệt
doctor-no-browser = không tìm thấy chương trình mở trình duyệt ({ $programs })
    .help = mở trình duyệt rồi gõ địa chỉ mà `bangvang serve` hay `bangvang edit` in ra
doctor-no-screen = không có màn hình để mở trình duyệt, như trên máy chủ
    .help = làm việc trên máy có màn hình; ở đây vẫn dựng và đăng được trang
doctor-ports = trang xem trước và bàn biên tập dùng được cổng { $port }
doctor-other-port = cổng { $port } đang có chương trình khác dùng; trang xem trước và bàn biên tập sẽ dùng cổng { $free }
doctor-no-port = không mở được cổng nào cho trang xem trước và bàn biên tập: { $reason }
    .help = cho phép bangvang trong phần mềm diệt vi-rút hay tường lửa
doctor-no-loopback = máy không kết nối được với chính mình: { $reason }
    .help = cho phép bangvang kết nối tới 127.0.0.1 trong phần mềm diệt vi-rút hay tường lửa
doctor-keychain = cất được mật khẩu của máy chủ trong kho mật khẩu của hệ thống
doctor-no-keychain = không có kho mật khẩu của hệ thống: { $reason }
    .help = khi đăng thì gõ mật khẩu, hoặc ghi vào biến môi trường; xem `bangvang guide publishing`
doctor-no-proxy = không đặt proxy: khi đăng, máy kết nối thẳng tới máy chủ
doctor-proxy = proxy { $host } (biến { $variable }): dùng khi đăng lên S3 và khi xem lại trang đã đăng{ $exceptions ->
        [none] {""}
       *[other] ; trừ { $exceptions }
    }
doctor-proxy-not-for-all = proxy { $host } (biến { $variable }) không dùng cho SFTP và FTPS, chỉ dùng cho S3 và khi xem lại trang đã đăng{ $exceptions ->
        [none] {""}
       *[other] ; trừ { $exceptions }
    }
    .help = nếu mạng bắt buộc qua proxy thì nhờ người quản trị mở đường tới máy chủ; thử bằng `bangvang publish --check-connection`
doctor-socks-proxy = proxy { $host } (biến { $variable }) là SOCKS, không dùng được{ $exceptions ->
        [none] {""}
       *[other] ; trừ { $exceptions }
    }
    .help = đặt một proxy dạng http://máy:cổng, hoặc bỏ biến { $variable }
doctor-bad-proxy = biến { $variable } không phải là địa chỉ proxy
    .help = viết như http://proxy.example:3128, hoặc bỏ biến này
doctor-no-tools = không cần cài thêm chương trình nào khác
list-nothing = không có mục nào có chữ “{ $words }”
init-done = đã tạo trang web mới trong { $path }
    .help = { $enter } rồi chạy: bangvang edit
init-language = Ngôn ngữ của trang, vi hoặc en (Enter: vi):
init-organisation = Tên cơ quan, tổ chức làm trang, ví dụ Liên đoàn Lao động tỉnh Minh Giang (Enter: điền sau):
init-address = Địa chỉ của trang trên mạng, ví dụ https://congdoan.minhgiang.example (Enter: điền sau):
init-no-address = { $address } không phải là địa chỉ trang web
    .help = viết như https://congdoan.minhgiang.example, hoặc bấm Enter để điền sau
init-not-empty = { $path } không trống
    .help = chọn một thư mục chưa có
new-done = { $path }
new-exists = đã có { $path }
    .help = mở tệp đó, hoặc chọn tên khác
new-no-section = không có chuyên mục `{ $name }`; các chuyên mục: { $known }
    .help = bangvang new article { $first } "Tên bài"
new-no-theme-file = giao diện không có khuôn trang hay tệp tĩnh `{ $name }`
    .help = `bangvang guide themes` liệt kê các khuôn trang
new-no-theme-file-nearest = giao diện không có khuôn trang hay tệp tĩnh `{ $name }`
    .help = có phải bạn muốn lấy `{ $nearest }`? `bangvang guide themes` liệt kê các khuôn trang
new-refused = chưa tạo { $path }
    .help = sửa tiêu đề hoặc số quyết định theo các thông báo ở trên
new-empty-slug = không đặt được tên tệp từ `{ $title }`
    .help = dùng chữ cái hoặc chữ số trong tên
import-subject = { $subject ->
        [unit] đơn vị
        [kind] danh hiệu, hình thức khen thưởng
        [issuer] cơ quan ban hành
        [recipient] cá nhân, tập thể hay hộ gia đình
        [column] cột
        [split] chức vụ và đơn vị trong một ô
        [class] hạng
        [period] thời gian lập thành tích
        [row-period] thời gian lập thành tích của một dòng
        [number] số quyết định
        [signed] ngày ký
        [list-kind] danh hiệu, hình thức của một danh sách
        [paragraph] đoạn văn có vẻ ghi người được khen
       *[row] dòng
    }
import-draft-comment = Nhập từ { $file }. Bản nháp, chưa đăng. Điền nốt { $count } điều dưới đây, xóa dòng draft: true rồi chạy bangvang check:
import-places = { $placed ->
        [yes] {" "}({ $rows } chỗ: { $places })
       *[no] {""}
    }
import-words = { $stated ->
        [yes] {" "}"{ $printed }"
       *[no] {""}
    }
import-of-decision = { $stated ->
        [yes] {" "}(quyết định { $printed })
       *[no] {""}
    }
import-draft-open = { import-subject }{ $stated ->
        [yes] {": "}"{ $printed }"
       *[no] {""}
    }{ import-places }
import-question = Câu { $at }/{ $count }. { $subject ->
        [unit] "{ $printed }" là đơn vị nào?
        [kind] { $stated ->
            [yes] "{ $printed }" là danh hiệu, hình thức nào?
           *[no] Khen thưởng bằng danh hiệu, hình thức nào?
        }
        [issuer] Cơ quan nào ban hành quyết định{ import-words }?
        [recipient] "{ $printed }" là cá nhân, tập thể hay hộ gia đình?
        [column] Cột "{ $printed }" ghi gì?
        [split] Trong "{ $printed }", phần nào là đơn vị?
        [class] "{ $printed }" là hạng nào?
        [period] Khen thưởng thành tích của thời gian nào{ import-of-decision }?
        [row-period] "{ $printed }" là thời gian nào?
        [number] Số quyết định là gì?
        [signed] Quyết định ký ngày nào{ import-of-decision }?
        [list-kind] Danh sách{ import-words } được khen bằng danh hiệu, hình thức nào?
        [paragraph] Đoạn văn "{ $printed }" có ghi ai được khen không? Đoạn này không nằm trong danh sách nào: nếu có, hãy để lại sau và ghi thêm bằng tay vào bản nháp.
       *[row] "{ $printed }" là gì?
    }{ import-places }
import-answer = { $subject ->
        [unit] Gõ số thứ tự ở trên, hoặc tên hay mã của đơn vị khác:
        [issuer] Gõ số thứ tự ở trên, hoặc tên hay mã của đơn vị khác:
        [kind] Gõ số thứ tự ở trên, hoặc tên hay mã của danh hiệu, hình thức khác:
        [list-kind] Gõ số thứ tự ở trên, hoặc tên hay mã của danh hiệu, hình thức khác:
        [period] Gõ số thứ tự ở trên, hoặc thời gian như 2025 hay 2024-2025:
        [row-period] Gõ thời gian như 2025 hay 2024-2025:
        [number] Gõ số thứ tự ở trên, hoặc số như 27/QĐ-LĐLĐ:
        [signed] Gõ số thứ tự ở trên, hoặc ngày như 20/11/2026:
        [split] Gõ số thứ tự ở trên, hoặc phần ghi đơn vị:
       *[other] Gõ số thứ tự ở trên:
    }
import-word = { $word ->
        [individual] cá nhân (individual)
        [collective] tập thể (collective)
        [household] hộ gia đình (household)
        [citation] thành tích (citation)
        [remark] ghi chú, giữ trong dòng chú thích (remark)
        [position] chức vụ (position)
        [unit] đơn vị (unit)
        [kind] danh hiệu, hình thức khen thưởng (kind)
        [addressed] cá nhân; chữ "Ông" là cách xưng hô, không phải họ (addressed)
        [group] tên nhóm của các dòng bên dưới (group)
        [none] không lấy (none)
        [shared] nhiều người cùng được khen chung (shared)
        [dac-biet] hạng đặc biệt (dac-biet)
        [nhat] hạng nhất (nhat)
        [nhi] hạng nhì (nhi)
        [ba] hạng ba (ba)
        [khuyen-khich] khuyến khích (khuyen-khich)
       *[other] { $word }
    }
import-leave-open = để lại sau: ghi y như trong tệp, trong bản nháp (Enter)
import-new-unit = đơn vị mới: thêm vào danh mục đơn vị
import-new-unit-kind = "{ $printed }" là loại đơn vị nào? Gõ số thứ tự (Enter: để lại sau):
import-unit-kind = { $kind ->
    [federation] liên đoàn lao động
    [upper] công đoàn cấp trên trực tiếp cơ sở
    [grassroots] công đoàn cơ sở
    [professional] công đoàn ngành
    [enterprise] doanh nghiệp
    [team] tổ, đội, nhóm
   *[agency] cơ quan, đơn vị (kể cả trường học, bệnh viện)
}
import-add-unit = "{ $printed }" sẽ được thêm vào { $path } là đơn vị mới: { $kind }.
import-units-added = { $path }: đã thêm { $count } đơn vị
import-answer-unknown = `{ $typed }` không phải là câu trả lời cho câu này.
import-open = chưa rõ: { import-subject }{ import-words }{ import-places }
import-bad-date = `{ $text }` không phải là ngày
    .help = ghi như 20/11/2026 hoặc 2026-11-20
import-bad-period = `{ $text }` không phải là thời gian lập thành tích
    .help = ghi 2025, hoặc 2024-2025
import-found = { $file }: quyết định { $numbered ->
        [no] chưa có số
       *[other] { $number }
    }{ $dated ->
        [no] {""}
       *[other] {" "}ngày { $day }
    }: đọc { $rows } dòng; { $taken } dòng đã rõ, { $asked } dòng còn điều chưa rõ; thành { $awards } lượt khen thưởng
import-rows = { $outcome ->
        [title] dòng tiêu đề
        [head] dòng tên cột
        [numbers] dòng đánh số cột
        [group] dòng tên nhóm
        [total] dòng tổng cộng
        [footer] dòng ghi chú, chữ ký
       *[other] dòng trống
    }: { $count } ({ $places })
import-not-understood = không hiểu, cần người xem: { $place }: { $text }
import-column = cột không lấy: "{ $head }" ({ $place }, { $count } ô): { $reason ->
        [private] thông tin cá nhân, không được đăng
        [hidden] cột bị ẩn trong tệp
       *[other] không biết cột này ghi gì
    }
import-left-out = không đọc: { $kind ->
        [hidden-sheet] trang tính bị ẩn
        [sheet-without-cells] trang tính không có ô nào
        [macros] macro, không bao giờ được chạy
        [text-beside] khung chữ, nhận xét hoặc chú thích cuối trang
        [deleted-text] chữ đã xóa khi theo dõi thay đổi
        [struck-text] chữ bị gạch ngang
        [errors] các ô báo lỗi công thức, sau 10.000 ô đầu
       *[other] hình
    }{ $placed ->
        [no] {""}
       *[other] {" "}({ $place })
    }
import-note = { $kind ->
        [capitals] tên viết toàn chữ hoa, đã viết lại như tên người
        [address] cách xưng hô, học hàm, học vị, đã bỏ khỏi tên
        [workplace] tên nơi làm việc, đã hiểu là công đoàn cơ sở ở đó
        [split] ô ghi chung chức vụ và đơn vị, đã tách đôi
        [empty] ô trống, để trống
        [error] ô báo lỗi công thức, coi như trống
        [hidden] dòng bị ẩn trong tệp, vẫn lấy
        [remark] ghi chú; chỉ tệp mới giữ lại trong dòng chú thích
        [joined] ô của nhiều cột dưới một tiêu đề chung, đã ghép lại
        [ditto] ô ghi “nt”, “như trên”, đã lấy như ô phía trên
        [not-taken] cột thứ hai ghi cùng một nội dung, không lấy
        [not-read] ô không hiểu được, không lấy
        [other-recipient] dòng nay ghi tên khác lúc xuất, không lấy những mục không hiện trong bảng
       *[other] thông tin cá nhân, đã bỏ
    }: { $count } ({ $places })
import-totals = được khen thưởng: { $collectives } tập thể, { $individuals } cá nhân, { $households } hộ gia đình
import-totals-differ = cảnh báo: quyết định ghi { $collectives } tập thể, { $individuals } cá nhân, { $households } hộ gia đình
import-totals-same = (đúng như quyết định ghi)
import-no-section = không có chuyên mục `{ $name }`; các chuyên mục: { $known }
    .help = bangvang import bai.docx --section { $first }
import-article-found = { $file }: bài "{ $title }": { $paragraphs } đoạn, { $headings } tiêu đề mục, { $items } dòng liệt kê, { $tables } bảng, { $pictures } ảnh, { $notes } chú thích cuối trang
import-article-lead = sapo: { $text }
import-article-author = tác giả, theo những dòng cuối bài: { $text }
import-article-place = { $what ->
        [table] bảng { $number }
        [note] chú thích cuối trang
       *[other] đoạn { $number }
    }{ $worded ->
        [no] {""}
       *[other] {" "}"{ $words }"
    }
import-article-left-out = không lấy: { $kind ->
        [deleted-text] chữ đã xóa khi theo dõi thay đổi
        [hidden-text] chữ bị ẩn
        [text-box] khung chữ; hãy chép chữ trong khung vào bài
        [comment] nhận xét bên lề
        [equation] công thức; hãy viết thành chữ, hoặc chèn dưới dạng ảnh
        [chart] biểu đồ hoặc sơ đồ; hãy lưu thành ảnh PNG rồi thêm vào bài
        [object] tệp nhúng của chương trình khác; hãy lưu thành PDF trong content/static/ rồi đặt liên kết tới đó
        [symbol] ký hiệu của phông chữ đặc biệt
        [picture-format] ảnh thuộc loại mà trình duyệt không hiện được; hãy lưu thành JPEG hoặc PNG rồi thêm vào bài
        [linked-picture] ảnh không nằm trong tệp mà chỉ được liên kết; hãy lưu ảnh ra tệp rồi thêm vào bài
        [lost-picture] ảnh bị thiếu hoặc bị hỏng trong tệp
        [picture-in-note] ảnh trong chú thích cuối trang
        [lost-block] phần chữ không viết được bằng Markdown; hãy tự chép vào bài
        [link-target] liên kết không phải là địa chỉ web; chữ của liên kết vẫn được lấy
        [lost-note] chú thích cuối trang không có nội dung, hoặc nằm ở tên bài
        [header-or-footer] đầu trang hoặc chân trang
        [contents] dòng của mục lục
        [macros] macro, không bao giờ được chạy
       *[other] lời mô tả ảnh do Word tự đặt, hoặc tên tệp ảnh; hãy tự viết lời mô tả
    }{ $detailed ->
        [no] {""}
       *[other] : { $detail }
    }{ $placed ->
        [no] {""}
       *[other] {" "}({ $places })
    }
import-article-changed = cần xem lại: { $kind ->
        [nested-table] bảng nằm trong bảng: chữ của bảng trong được ghi vào ô chứa nó
        [cropped-picture] ảnh đã cắt bớt trong Word nay hiện cả ảnh
        [merged-cells] ô gộp: chữ nằm ở ô đầu, các ô còn lại để trống
        [quotation] bảng một cột được ghi thành đoạn trích dẫn
        [picture-table] bảng dùng để xếp ảnh được ghi thành cụm ảnh
        [above-title] dòng chữ phía trên tên bài được đưa vào đầu bài
        [no-title] không thấy tên bài nên lấy tên tệp
        [bold-paragraph] dòng in đậm; nếu là tiêu đề mục thì ghi ## ở đầu dòng và bỏ dấu **
       *[other] chữ đậm, chữ nghiêng ở chỗ Markdown không ghi được nay là chữ thường
    }{ $placed ->
        [no] {""}
       *[other] {" "}({ $places })
    }
import-article-dry-run = chưa ghi gì (--dry-run); tệp sẽ là { $path }{ $count ->
        [0] {""}
       *[other] , kèm ảnh { $files }
    }
import-article-exists = trang đã có { $path }
    .help = không tệp nào bị ghi đè; hãy sửa tên bài trong Word, hoặc đổi tên hay xóa bài đang có
import-article-written = đã ghi { $path }{ $count ->
        [0] {""}
       *[other] , kèm { $count } ảnh
    }
import-article-next = Đây là bản nháp, chưa đăng. Bước tiếp theo: xem trước bằng `bangvang serve --open`, sửa cho đúng, rồi xóa dòng draft: true trong { $path }.
import-paste = Dán bảng vào đây, rồi bấm Ctrl+D ở đầu một dòng mới (trên Windows: Ctrl+Z rồi Enter):
import-nothing-found = không thấy danh sách khen thưởng nào trong { $file }
    .help = tệp cần có bảng với tên cột như Họ và tên, Chức vụ, Đơn vị; chọn trang tính bằng --sheet TÊN
import-unread = { $path }: { $why }
    .help = { $how }
import-into-outside = `{ $path }` không phải là chỗ để tệp quyết định
    .help = ghi đường dẫn như content/awards/2026/qd-88.yaml
import-into-several = { $file } có { $count } quyết định, không ghi chung vào một tệp được
    .help = bỏ --into; mỗi quyết định có một tệp riêng
export-column = { $column ->
        [decision] Quyết định
        [signed] Ngày ký
        [issuer] Cơ quan ban hành
        [no] STT
        [to] Đối tượng
        [honorific] Ông/Bà
        [name] Họ tên
        [position] Chức vụ
        [unit] Đơn vị
        [kind] Danh hiệu, hình thức
        [class] Hạng
        [category] Loại hình
        [movement] Phong trào
        [period] Thời gian lập thành tích
        [citation] Thành tích
        [status] Ghi chú
       *[visibility] Hiện tên
    }
export-word = { $word ->
        [individual] Cá nhân
        [collective] Tập thể
        [household] Hộ gia đình
        [cong-trang] Công trạng
        [phong-trao] Phong trào
        [dot-xuat] Đột xuất
        [cong-hien] Quá trình cống hiến
        [nien-han] Theo niên hạn
        [doi-ngoai] Đối ngoại
        [initials] viết tắt
        [hidden] không hiện
       *[other] { $word }
    }
export-status = { $state ->
        [revoked] Đã hủy bỏ
        [corrected] Đã đính chính
       *[withdrawn] Đã gỡ tên theo yêu cầu
    }{ $known ->
        [yes] {" "}theo Quyết định số { $by }
       *[no] {""}
    }
export-written = { $path }: đã ghi { $count } lượt khen thưởng
export-internal = tệp có họ tên của cả những người không hiện trên trang: không gửi ra ngoài, không để trong thư mục content.
export-left-out = { $count } lượt khen thưởng không có trong bảng, vì còn điều chưa rõ nên không biết năm và đơn vị: { $places }
    .help = xuất không có --year và --unit, hoặc điền nốt các dòng này (bangvang check cho biết còn thiếu gì)
export-unread = không có trong bảng, vì không đọc được tệp: { $places }
    .help = chạy `bangvang check`, sửa những chỗ được báo trong tệp rồi xuất lại
export-nothing = không có lượt khen thưởng nào như vậy
    .help = xem lại --year, --decision, --unit; bangvang find cho biết trang có gì
export-exists = { $path } đã có
    .help = chọn tên khác, hoặc thêm --overwrite để ghi đè
export-inside = { $path } nằm trong thư mục của trang web, sẽ bị đăng lên mạng
    .help = ghi ra ngoài thư mục content và themes
export-ending = { $path } phải có đuôi .xlsx hoặc .csv
    .help = ghi như khen-thuong-2023.xlsx
export-too-long = { $path }: bảng có nhiều dòng hoặc có ô dài hơn mức Excel cho phép
    .help = xuất từng năm với --year
import-exists = trang đã có quyết định này: { $path }
    .help = bangvang import TỆP --update cho xem chỗ khác và chỉ sửa những chỗ đó
import-dry-run = chưa ghi gì (--dry-run); tệp sẽ là { $path }
import-ask = Ghi { $path }?
import-ask-several = Ghi { $count } quyết định, mỗi quyết định vào một tệp?
import-ask-update = Sửa { $path }?
import-written = { $path }: đã ghi { $count } lượt khen thưởng
import-updated = { $path }: đã sửa
import-unasked = chưa ghi gì: không hỏi được vì đây không phải là cửa sổ dòng lệnh
    .help = xem báo cáo ở trên, rồi thêm --yes; điều chưa rõ được ghi y như trong tệp, trong bản nháp
import-not-done = chưa ghi gì
import-next = { $state ->
        [open] Bước tiếp theo: điền nốt { $path }, xóa dòng draft: true nếu có, rồi chạy `bangvang check`.
       *[done] Bước tiếp theo: xem trước trang bằng `bangvang serve --open`.
    }
import-not-patched = chưa sửa { $path }: tệp YAML này có lỗi, hoặc không so sánh được
    .help = chạy `bangvang check` rồi sửa những chỗ được báo trong tệp này
import-gone = không còn trong danh sách mới, nhưng được giữ lại: { $row }
import-not-applied = { $path } chưa sửa theo các ô để trống, chưa rõ hoặc không hiểu được này: { $places }
    .help = sửa các ô đó rồi nhập lại bảng, hoặc sửa ngay trong tệp
import-contradiction = các dòng của quyết định { $path } không khớp nhau: số, ngày ký hoặc cơ quan ban hành ở { $places } không phải của { $numbered ->
        [no] các dòng còn lại
       *[other] { $number }{ $dated ->
            [no] {""}
           *[other] {" "}ngày { $day }
        }
    }; chưa ghi gì của quyết định này
    .help = ghi cùng một số, ngày ký và cơ quan ban hành ở mọi dòng của quyết định; muốn thêm lượt khen thưởng vào quyết định khác thì nhập một dòng mới, không có ô ẩn
import-file-twice = { $place } và các dòng cùng quyết định cũng thuộc { $path } như những dòng khác của bảng này, nhưng ghi quyết định khác đi; chưa ghi các dòng này
    .help = ghi số, ngày ký và cơ quan ban hành như ở những dòng kia rồi nhập lại bảng
import-unchanged = { $path }: không có gì để sửa
import-site-found = { $site }: đọc được { $articles } bài và { $pages } trang cố định; sẽ ghi { $new } (bản nháp: { $drafts }), kèm { $files } tệp và { $aliases } địa chỉ cũ
import-site-note = { $kind ->
        [not-read] không lấy: { $place } { $text }
        [too-long] không lấy, vì dài hơn 500 KB, hoặc cả trang dài hơn 48 MB: { $place } { $text }
        [front-matter] { $place }: phần đầu tệp có lỗi; chỉ lấy được phần đọc được
        [key] { $place }: mục `{ $text }` không có mục tương ứng ở đây{ $count ->
            [1] {""}
           *[other] {""} ({ $count } lần)
        }
        [shortcode] { $place }: `{ $text }` không có cách viết tương ứng; trong bài, nó thành chú thích ẩn
        [link] { $place }: liên kết tới `{ $text }` không dẫn tới trang nào được nhập; chỉ giữ lại chữ
        [anchor] { $place }: không tìm thấy phần `{ $text }` của trang
        [picture-missing] { $place }: không tìm thấy ảnh `{ $text }`; chỉ giữ lại lời mô tả
        [picture-outside] { $place }: ảnh `{ $text }` nằm ở trang web khác; nay là một liên kết
        [file-not-copied] { $place }: chưa sao chép tệp `{ $text }`
        [html] { $place }: thẻ HTML `{ $text }` không được hiển thị ở đây
        [format] { $place }: không giữ được định dạng của “{ $text }”
        [attributes] { $place }: đã bỏ thuộc tính `{ $text }`
        [math] { $place }: công thức `{ $text }` được hiển thị y như đã viết
        [address] { $place }: địa chỉ cũ `{ $text }` không thể chuyển hướng về đây
        [same-address] { $place }: địa chỉ cũ `{ $text }` đã thuộc về trang khác
        [no-date] { $place }: không có ngày đăng; bài là bản nháp, ghi ngày hôm nay
        [not-public] { $place }: { $text } chưa công khai; nay là bản nháp
       *[entries] không lấy: { $text } trong { $place }
    }
import-site-existing = trang đã có, giữ nguyên: { $path }
import-site-unknown-section = bỏ lại { $count } bài của “{ $name }”: trang không có chuyên mục này
    .help = thêm `{ $entry }` dưới `sections:` trong content/site.yaml, hoặc nêu chuyên mục khác bằng --section
import-site-no-section = bỏ lại { $count } bài không có chuyên mục: không rõ các bài đó thuộc chuyên mục nào
    .help = nêu chuyên mục bằng --section
import-site-which-section = { $count } bài của “{ $name }” thuộc chuyên mục nào?
import-site-section-answer = Gõ số thứ tự ở trên, hoặc mã hay tên của chuyên mục:
import-site-leave-out = bỏ lại các bài này (Enter)
import-site-nothing-new = không có gì để ghi: trang đã có tất cả, hoặc các bài bị bỏ lại
import-site-dry-run = chưa ghi gì (--dry-run); sẽ có { $count } bài và trang mới
import-site-ask = Ghi { $count } bài và trang?
import-site-unasked = chưa ghi gì: không hỏi được vì đây không phải là cửa sổ dòng lệnh
    .help = xem báo cáo ở trên, rồi thêm --yes
import-site-written = đã ghi { $count } bài và trang
import-site-file-exists = chưa ghi { $path }: đã có tệp hoặc thư mục này
import-site-checked = bangvang check báo về các bài này: { $errors } lỗi, { $warnings } cảnh báo
import-site-too-many-files = thư mục có hơn { NUMBER($limit) } tệp
    .help = nêu đúng thư mục của trang cũ, không phải thư mục ở trên
import-site-no-pages = không thấy trang nào trong thư mục { $folder }
    .help = nêu thư mục có tệp cấu hình của trang cũ
import-site-no-posts = tệp xuất không có bài hay trang nào
    .help = trong WordPress, chọn Công cụ → Xuất ra → Toàn bộ nội dung
import-site-not-an-export = đây không phải là tệp xuất của WordPress
    .help = trong WordPress, chọn Công cụ → Xuất ra → Toàn bộ nội dung, rồi nêu tệp vừa tải về
import-site-damaged = tệp xuất bị hỏng ở dòng { $line }
    .help = xuất lại một lần nữa và không sửa tệp
import-differs = { $path }: thêm { $new } dòng, sửa { $changed } dòng, { $gone } dòng chỉ có trên trang
import-remember = "{ $printed }" sẽ được ghi là tên khác của { $id } trong { $path }, để lần sau không phải hỏi lại.
import-remembered = { $path }: đã ghi thêm { $count } tên khác
import-not-saved = chưa sửa { $path }: { $why ->
        [changed] chương trình khác vừa thay đổi tệp
        [read-only] tệp đang bị cấm ghi
        [in-use] chương trình khác đang mở tệp
        [history] không cất được bản trước khi sửa: { $reason }
       *[other] { $reason }
    }
    .help = đóng tệp trong chương trình khác rồi chạy lại lệnh
no-project = trong { $path } không có trang web nào: { $reason }
    .help = chọn thư mục của trang bằng --root, hoặc tạo trang web mới bằng `bangvang init`
base-url-refused = `{ $text }` không phải là địa chỉ một trang web
    .help = hãy viết --base-url { $proposal }
bad-today = `{ $text }` không phải là ngày tháng
    .help = viết như sau: --today 2026-01-31

serving = xem trước tại { $address } (nhấn Ctrl+C để dừng)
serve-port = cổng { $port } đang có chương trình khác dùng; chuyển sang cổng { $other }
serve-open-to-all = cảnh báo: mọi người trong mạng này đều đọc được bản xem trước, kể cả bản nháp
serve-ready = { $pages } trang sẵn sàng sau { $milliseconds } ms; { $errors } lỗi, { $warnings } cảnh báo
rebuilt = { $change }: tạo lại { $made } tệp, hiện ra sau { $milliseconds } ms; { $errors } lỗi, { $warnings } cảnh báo
changed-many = { $count } tệp
changed-day = sang ngày mới
serve-deaf = hệ thống không báo khi tệp thay đổi: { $reason }; bangvang tự kiểm tra hai giây một lần
serve-refused = không mở được bản xem trước tại { $place }: { $reason }
    .help = chọn cổng khác bằng --port, hoặc bỏ --host
serve-survived = bangvang gặp lỗi nội bộ và vẫn hiện bản dựng tốt gần nhất: { $reason }
    .help = xin báo lại kèm thông báo này
serve-not-opened = không mở được trình duyệt; hãy tự mở { $address }
overlay-title = Trang web có { $count } lỗi
overlay-note = Trang phía sau thông báo này hiện những gì dựng được. Sửa xong lỗi, thông báo tự biến mất.
overlay-more = … và { $more } lỗi nữa; `bangvang check` liệt kê tất cả
overlay-close = Đóng
preview-missing = Không có trang này
preview-broken = Không tạo được trang này

## Cẩm nang

guide-topics = Cẩm nang có các chương sau (`bangvang guide TÊN` hiện một chương; trừ so-tay, các chương viết bằng tiếng Anh):
guide-settings = mọi mục của site.yaml
guide-articles = bài viết, phong trào, trang cố định: phần khai báo, Markdown, liên kết
guide-pictures = kích cỡ, định dạng, thông tin kèm ảnh, lời mô tả ảnh
guide-records = quyết định và danh sách khen thưởng: mọi mục, các trang được tạo ra
guide-units = đơn vị và người qua thời gian
guide-kinds = danh hiệu, hình thức khen thưởng và cách thêm vào danh mục
guide-import = nhập danh sách khen thưởng từ Excel, Word, CSV hoặc chữ dán vào
guide-privacy = gỡ một tên khỏi trang và những gì không bao giờ đăng
guide-take-down = gỡ một tên, một lượt khen thưởng, một ảnh, một bài khi có yêu cầu
guide-search = bạn đọc tìm được gì trên trang, gõ thế nào, tốn bao nhiêu dữ liệu
guide-checks = lỗi, cảnh báo, lưu ý: cách đọc và cách tắt
guide-preview = xem trước trên máy này
guide-desk = bàn biên tập trong trình duyệt: viết, lưu, lấy lại bản cũ
guide-sharing = hai người cùng làm một trang: thư mục chung, OneDrive, Google Drive, Git
guide-hosting = chọn nơi đặt trang và chuyển trang sang địa chỉ khác
guide-publishing = đăng trang lên máy chủ, hoàn tác, hẹn giờ
guide-sftp = đăng qua SFTP
guide-ftps = đăng qua FTPS
guide-s3 = đăng lên AWS S3 và các kho lưu trữ tương thích
guide-folder = đăng vào một thư mục
guide-zip = đóng gói trang thành một tệp ZIP
guide-web-server = cấu hình Apache, nginx, IIS, Netlify, Cloudflare
guide-themes = giao diện riêng: tệp, khuôn trang, mọi tên mà khuôn được dùng
guide-commands = mọi lệnh và tùy chọn
guide-speed = dựng trang mất bao lâu và thời gian dùng vào việc gì
guide-glossary = các từ dùng trong cẩm nang, mỗi từ giải thích một lần, kèm từ tiếng Việt
guide-design = chương trình được xây dựng thế nào và bảo đảm điều gì
guide-so-tay = sổ tay cho cán bộ tuyên giáo và cộng tác viên
guide-unknown = cẩm nang không có chương `{ $topic }`
    .help = các chương: { $topics }
guide-unknown-nearest = cẩm nang không có chương `{ $topic }`
    .help = có phải bạn muốn xem `{ $nearest }`? Các chương: { $topics }

## Đăng trang web

ask-yes-no = (gõ c rồi Enter là có, chỉ Enter là không):
publish-nowhere = trong content/site.yaml chưa có nơi đăng nào
    .help = thêm vào content/site.yaml, ví dụ `publish: {"{"}usb: {"{"}kind: folder, path: { $path }{"}"}{"}"}`; gõ `bangvang guide publishing` để xem các kiểu khác
publish-no-target = không có nơi đăng nào tên `{ $name }`; hiện có: { $known }
    .help = chọn một trong số đó, hoặc xem lại `publish:` trong content/site.yaml
publish-which = có nhiều nơi đăng: { $known }
    .help = hãy nêu tên một nơi, ví dụ: bangvang publish { $first }
publish-new = mới: { $title } ({ $path })
publish-changed = thay đổi: { $title } ({ $path })
publish-removed = gỡ xuống: { $title } ({ $path })
publish-more = … và { $more } trang nữa
publish-some-more = … và { $more } tệp nữa
publish-lost = trên máy chủ bị mất, gửi lại: { $title } ({ $path })
publish-lost-files = trên máy chủ bị mất { $count } tệp của trang web; sẽ gửi lại: { $paths }
publish-plan = sẽ đăng lên { $place }: { $new } trang mới, { $changed } trang thay đổi, { $removed } trang gỡ xuống; gửi { $files } tệp ({ $size }), xóa { $deleted } tệp
publish-same = { $place } đã có đúng trang web này; không phải làm gì
publish-resumed = làm tiếp lần đăng bị ngắt quãng: { $files } tệp đã ở trên đó
publish-dry-run = chỉ xem trước; chưa thay đổi gì ở đó
publish-ask = Đăng những thay đổi này lên `{ $target }`?
publish-unasked = không hỏi được có đăng hay không vì đây không phải là cửa sổ dòng lệnh
    .help = xem trước bằng --dry-run, rồi thêm --yes
publish-not-done = chưa đăng gì; trang web trên máy chủ vẫn như cũ
publish-looking = đang kiểm tra máy chủ
publish-sending = đang gửi
publish-checking = đang đối chiếu những gì máy chủ đã lưu
publish-committing = đang chuyển sang bản mới
publish-clearing = đang dọn dẹp
publish-left-time = còn
publish-waits = đường truyền trục trặc: { $reason }; { $seconds } giây nữa thử lại
publish-left = { $path } không còn thuộc trang web, nhưng đã có người sửa tệp này trên máy chủ nên được để lại
publish-done = đã đăng lên { $place }: gửi { $sent } tệp, xóa { $removed } tệp; { $connections } kết nối, { $seconds } giây
publish-done-here = đã đăng lên { $place }: ghi { $sent } tệp, xóa { $removed } tệp; { $seconds } giây
publish-reached = đã kết nối được với { $place } và ghi được ở đó
publish-there = ở đó đang có bản { $revision }, đăng lúc { $when }, người đăng { $by }, { $files } tệp
publish-there-nothing = chưa đăng gì ở đó
publish-undo = khôi phục bản { $revision }, đăng lúc { $when }, người đăng { $by }
publish-undone = nội dung trên máy này không đổi: lần đăng sau sẽ lại đăng nội dung ấy
publish-undo-nothing = máy này không lưu bản nào trước đó
    .help = chỉ lưu năm bản gần nhất đăng từ máy này; hãy sửa nội dung rồi đăng lại
publish-due-first = máy này chưa đăng lên `{ $target }` lần nào, nên chưa biết bài nào vừa đến hạn
    .help = đăng một lần bằng tay trước: bangvang publish { $target }
publish-due-undone = lần đăng trước là khôi phục bản cũ, nên không tự đăng khi không có người theo dõi
    .help = sửa nội dung rồi đăng một lần bằng tay
publish-due-nothing = từ lần đăng trước ({ $when }) chưa có bài nào đến hạn
publish-due-appears = đến ngày đăng: { $title }
publish-due-goes = hết hạn đăng: { $title }
publish-others = đã có người khác đăng sau lần cuối máy này ghi nhận. Máy này ghi nhận: bản { $seen }, lúc { $seenwhen }, người đăng { $seenby }. Hiện ở đó: bản { $revision }, lúc { $when }, người đăng { $by }
    .ask = Vẫn đăng đè lên bản ấy?
    .help = hỏi người đăng, lấy nội dung mới của họ về máy này, rồi thêm --after-others
publish-others-first = máy này chưa đăng lên đó lần nào. Hiện ở đó: bản { $revision }, lúc { $when }, người đăng { $by }
    .ask = Nội dung trên máy này có phải là mới nhất không, và bạn có muốn đăng đè lên bản ấy không?
    .help = nếu nội dung trên máy này là mới nhất, thêm --after-others
publish-others-gone = sổ ghi của bangvang trên máy chủ không còn; máy này ghi nhận lần cuối: bản { $seen }, lúc { $seenwhen }, người đăng { $seenby }
    .ask = Có đúng thư mục ấy không, và bạn có muốn gửi lại tất cả không?
    .help = kiểm tra xem có đúng máy chủ và thư mục không; muốn gửi lại tất cả, thêm --after-others
publish-damaged = sổ ghi của bangvang trên máy chủ không dùng được: { $reason }; sẽ không xóa gì ở đó
    .ask = Làm lại từ đầu: gửi tất cả, không xóa gì?
    .help = muốn làm lại từ đầu (gửi tất cả, không xóa gì), thêm --adopt
publish-foreign = trên máy chủ có { $count } tệp không phải của bangvang sẽ bị ghi đè: { $paths }
    .ask = Ghi đè các tệp ấy?
    .help = chuyển các tệp ấy đi chỗ khác trên máy chủ, hoặc thêm --adopt để ghi đè
publish-edited = có { $count } tệp đã bị người khác sửa trên máy chủ và sẽ bị ghi đè: { $paths }
    .ask = Ghi đè những chỗ sửa ấy?
    .help = chép những chỗ sửa ấy vào nội dung, hoặc thêm --adopt để ghi đè
publish-blocked = có thư mục, liên kết hoặc tệp không do bangvang đăng nằm đúng chỗ của trang web: { $paths }
    .help = chuyển đi chỗ khác trên máy chủ, rồi đăng lại
publish-many-deletes = { $count } trong { $of } tệp ở đó sẽ bị xóa
    .ask = Xóa nhiều như vậy?
    .help = kiểm tra xem content/ có thiếu gì không; nếu đúng là muốn xóa, thêm --allow-many-deletes
publish-emptied = trang web vừa dựng không có gì, hoặc không có trang chủ
    .ask = Vẫn đăng?
    .help = kiểm tra lại content/; nếu đúng là muốn vậy, thêm --allow-many-deletes
publish-locked = { $by } đang đăng lên đó từ { $since } ({ $age })
    .ask = Bạn có chắc là người ấy không còn đăng nữa, và muốn giành quyền đăng?
    .help = hãy đợi, hoặc hỏi người ấy; nếu máy của họ đã tắt giữa chừng, thêm --take-lock
publish-lock-unreadable = trên máy chủ có tệp báo đang đăng nhưng không đọc được
    .help = nếu không ai đang đăng, thêm --take-lock
publish-lock-lost = trong lúc đang đăng, người khác đã giành quyền đăng
    .help = hỏi người ấy; sau đó đăng lại, chỉ những tệp còn thiếu mới được gửi
publish-archive = trang web đã đăng xong, nhưng chưa lưu được bản này ở { $place }: { $reason }
    .help = kiểm tra xem nơi ấy có kết nối được và ghi được không, rồi đăng lại để lưu bản này
publish-not-stored = { $place } báo đã nhận { $count } tệp nhưng không lưu đúng như đã gửi: { $paths }
    .help = sổ ghi của bangvang trên máy chủ chưa ghi nhận những tệp này; hãy đăng lại để gửi tiếp: bangvang publish { $target }. Nếu vẫn bị, hãy chuyển thông báo này cho đơn vị quản lý máy chủ
publish-newer = ở đó đã đăng bằng phiên bản bangvang mới hơn
    .help = dùng phiên bản ấy
publish-moved = máy chủ đã thay đổi sau khi được kiểm tra; chưa gửi gì
    .help = đăng lại, và xem đã có gì thay đổi
publish-stopped = đã dừng; bạn đọc vẫn có một trang web trọn vẹn
    .help = đăng lại lúc nào cũng được: tệp nào đã đến nơi thì không phải gửi lại
publish-busy = máy này đang đăng lên đó
    .help = đợi đến khi đăng xong
publish-file-changed = { $path } đã thay đổi từ khi dựng
    .help = dựng lại: bangvang publish
publish-notes = { $path }: { $reason }
    .help = kiểm tra xem đĩa có đầy không, thư mục có cho ghi không
publish-held = một chương trình khác đang mở { $path }
    .help = đóng tệp ấy lại (tệp ZIP có thể đang mở trong Explorer hoặc trong thư) rồi đăng lại
publish-unsafe = không được đăng vào { $path }: chỗ đó thuộc thư mục của trang hoặc thuộc hệ thống
    .help = chọn một thư mục riêng ở `path:`
publish-zip-place = không ghi được tệp ZIP ở { $path }
    .help = chọn một tệp trong thư mục đã có, nằm ngoài thư mục kết quả, content/ và themes/
publish-foreign-zip = { $path } không do bangvang ghi, hoặc đã bị sửa sau đó
    .ask = Thay tệp ấy?
    .help = chuyển tệp ấy đi chỗ khác, hoặc thêm --adopt để thay
publish-secret-file = không dùng được mật khẩu trong { $path }: { $reason }
    .help = xem lại đường dẫn; chỉ mình bạn được quyền đọc tệp ấy (trên Linux và macOS: chmod 600)
publish-secret-open = người khác cũng đọc được tệp ấy
publish-ask-password = Mật khẩu của { $user } ở { $host }:
publish-ask-passphrase = Mật khẩu của tệp khóa SSH { $path }:
publish-ask-key-id = Mã truy cập (access key ID) của bucket { $bucket }:
publish-ask-key = Mã bí mật (secret access key) của bucket { $bucket }:
publish-remembered = đã cất vào kho mật khẩu của hệ thống cho { $place }
publish-remember-nothing = { $place } không cần mật khẩu
publish-remember-unasked = không hỏi được mật khẩu vì đây không phải là cửa sổ dòng lệnh
    .help = chạy lệnh này trong cửa sổ dòng lệnh
publish-no-keychain = hệ thống này không có kho mật khẩu dùng được: { $reason }
    .help = đặt biến môi trường { $variable }, hoặc cho { $variable }_FILE trỏ tới một tệp chỉ mình bạn đọc được
age-minutes = { $count } phút trước
age-hours = { $count } giờ trước
age-days = { $count } ngày trước

remote-folder = không mở được thư mục { $place }: { $reason }
    .help = kiểm tra xem ổ đĩa đã cắm chưa, thư mục dùng chung có mở được không, và `path:` trong content/site.yaml có đúng không
remote-unreachable = không kết nối được tới { $place }: { $reason }
    .help = kiểm tra xem máy có mạng không, và host, port trong content/site.yaml có đúng không
remote-broken = mất kết nối tới { $place }: { $reason }
    .help = bạn đọc vẫn có một trang web trọn vẹn; đăng lại: bangvang publish { $target }
remote-refused = { $place } không cho `{ $user }` đăng nhập
    .help = xem lại tên và mật khẩu; đặt biến { $variable }, hoặc chạy: bangvang publish { $target } --remember
remote-unknown = máy này chưa biết máy chủ { $host }; dấu nhận diện (fingerprint) của máy chủ là { $fingerprint }
    .ask = Dấu nhận diện này có đúng như bên cho thuê máy chủ đã báo không, và bạn có tin máy chủ này không?
    .help = so dấu nhận diện (fingerprint) này với dấu bên cho thuê máy chủ báo; rồi chạy trong cửa sổ dòng lệnh: bangvang publish { $target } --check-connection
remote-changed = dấu nhận diện của { $host } đã thay đổi: máy chủ gửi { $shown }, còn trong { $file } ghi { $recorded }
    .help = đừng làm tiếp, hãy hỏi bên cho thuê máy chủ. Nếu đúng là họ đã thay máy chủ, xóa dòng của máy chủ này trong tệp ấy
remote-certificate = chứng chỉ của { $place } không tin cậy được: { $reason }
    .help = báo bên cho thuê máy chủ; kiểm tra cả đồng hồ của máy này và tên ở `host:`. Đừng tắt mã hóa
doubt-expired = đã hết hạn
doubt-early = chưa đến ngày có hiệu lực
doubt-other-name = cấp cho tên máy chủ khác
doubt-unknown = không do tổ chức nào mà máy này tin cậy cấp
doubt-absent = máy chủ không gửi chứng chỉ
remote-unusable = không dùng được { $path }: { $reason }
    .help = xem lại `key:` hoặc `certificate:` trong content/site.yaml, và mật khẩu của tệp khóa SSH
remote-full = { $place } không còn chỗ cho { $path }
    .help = giải phóng dung lượng ở đó rồi đăng lại; bạn đọc vẫn có một trang web trọn vẹn
remote-denied = { $place } không cho truy cập { $path }: { $reason }
    .help = nhờ bên cho thuê máy chủ cấp quyền ghi cho tài khoản này
remote-held = một chương trình khác đang mở { $path } ở { $place }
    .help = đóng tệp ấy lại hoặc đợi một lát rồi đăng lại; bạn đọc vẫn có một trang web trọn vẹn
remote-unable = { $place } không hỗ trợ việc này: { $reason }
    .help = hỏi bên cho thuê máy chủ cách dùng FTPS hoặc SFTP, hoặc đăng ra thư mục hay tệp ZIP
remote-other = { $place }: { $path }: { $reason }
    .help = đăng lại; nếu vẫn vậy, báo nguyên văn thông báo này cho bên cho thuê máy chủ
remote-short = { $reason }
remote-short-certificate = chứng chỉ không tin cậy được: { $reason }
remote-short-host = chưa xác nhận được đúng máy chủ
remote-short-path = { $path }: { $reason }
remote-short-refused = máy chủ không cho đăng nhập

verify-looking = đang kiểm tra { $address } như bạn đọc xem …
verify-right = bạn đọc đang thấy trang web mới ở { $address } (đã kiểm tra { $count } trang, { $right } trang đúng)
verify-soon = bạn đọc sẽ thấy trang web mới ở { $address } khi các bộ nhớ đệm bỏ trang cũ (đã kiểm tra { $count } trang, { $right } trang đã mới)
verify-wrong = đã đăng xong, nhưng bạn đọc chưa thấy đủ ở { $address }: đã kiểm tra { $count } trang, { $right } trang đúng
    .help = kiểm tra xem địa chỉ này có đúng là của thư mục vừa đăng không; rồi đăng lại, khi ấy mọi tệp trên máy chủ sẽ được đối chiếu
verify-stale = { $address }: máy chủ đã có trang mới, nhưng một bộ nhớ đệm trung gian vẫn trả trang cũ
verify-stale-cached = { $address }: máy chủ đã có trang mới, nhưng một bộ nhớ đệm trung gian vẫn trả trang cũ ({ $headers })
verify-kept = { $address }: trang này đã gỡ, nhưng một bộ nhớ đệm trung gian vẫn trả trang ấy; cần gỡ ngay thì xóa bộ nhớ đệm (CDN) của địa chỉ này
verify-left = { $address }: trang này đã gỡ mà vẫn mở được; kiểm tra xem địa chỉ này có đúng là của thư mục vừa đăng không
verify-old = { $address } vẫn là trang cũ; kiểm tra xem địa chỉ này có đúng là của thư mục vừa đăng không
verify-other = { $address } khác với những gì đã gửi; kiểm tra xem máy chủ có sửa trang không, hoặc địa chỉ có đúng không
verify-missing = { $address } không có trang (HTTP { $status })
verify-unreachable = đã đăng xong, nhưng không kiểm tra được { $address }: { $reason }

## Lời của hệ thống

reason-address = địa chỉ viết không đúng
reason-answer = máy chủ trả lời
reason-asks-on = máy chủ hỏi mãi không thôi
reason-bad-name = có hệ thống không lưu được tệp tên này, hoặc bangvang bỏ qua tên này
reason-certificate = chứng chỉ không tin cậy được
reason-changed = tệp vừa thay đổi trong lúc đang đọc
reason-cloud = ổ đĩa đám mây chưa chạy hoặc chưa tải tệp này về máy
reason-cut-off = dữ liệu bị cắt ngang giữa chừng
reason-damaged = nội dung bị hỏng
reason-denied = bạn không có quyền
reason-device = ổ đĩa đọc ghi bị lỗi
reason-disconnected = kết nối bị ngắt
reason-exists = đã có tệp hoặc thư mục mang tên ấy
reason-file-name = tên tệp có ký tự không dùng được
reason-folder-gone = một thư mục vừa bị xóa
reason-folder-not-empty = thư mục còn chứa tệp
reason-full = ổ đĩa đã đầy
reason-in-use = một chương trình khác đang mở tệp này
reason-is-folder = đó là thư mục, không phải tệp
reason-loop = liên kết dẫn vòng lại chính nó
reason-no-address = máy này không có địa chỉ ấy
reason-no-algorithm = hai bên không có cách mã hóa nào chung
reason-no-authorities = máy này không tin cậy tổ chức cấp chứng chỉ nào
reason-no-certificate = trong tệp không có chứng chỉ nào
reason-no-connection = không mở được kết nối
reason-no-host = không tìm thấy máy chủ nào mang tên ấy
reason-no-memory = máy không còn đủ bộ nhớ
reason-no-replacement = máy chủ không thay được tệp trong một bước
reason-no-sftp = máy chủ không có SFTP
reason-no-tls = không mã hóa được đường truyền
reason-not-folder = một phần của đường dẫn không phải là thư mục
reason-not-found = không tìm thấy tệp hoặc thư mục này
reason-not-ready = ổ đĩa chưa sẵn sàng hoặc đã rút ra
reason-not-regular = đó không phải là tệp thường
reason-not-text = nội dung không phải chữ UTF-8
reason-other = lỗi khác của hệ thống
reason-other-disk = hai nơi nằm trên hai ổ đĩa khác nhau
reason-outside = đường dẫn ra ngoài thư mục của trang
reason-passphrase = mật khẩu không mở được tệp khóa SSH này
reason-path-long = đường dẫn quá dài
reason-port-taken = cổng này đang có chương trình khác dùng
reason-quota = đã dùng hết dung lượng được cấp
reason-read-only = ổ đĩa chỉ cho đọc
reason-redirects = địa chỉ này chuyển hướng vòng quanh
reason-refused = máy chủ từ chối kết nối
reason-share = không tới được thư mục dùng chung trên mạng
reason-timed-out = chờ quá lâu không thấy trả lời
reason-tls = kết nối mã hóa bị hỏng
reason-too-large = tệp lớn hơn mức ổ đĩa cho phép
reason-too-many-connections = máy chủ đang có quá nhiều kết nối
reason-too-many-open = đang mở quá nhiều tệp cùng lúc
reason-too-many-watched = có quá nhiều thư mục phải theo dõi
reason-unreachable = mạng không tới được máy ấy
reason-unsupported = hệ thống không làm được việc này
reason-virus = phần mềm diệt vi-rút đã chặn tệp này
reason-write-protected = tệp đang bị cấm ghi

## Dòng lệnh

usage-bad-value = `{ $value }` không dùng được cho `{ $argument }`
    .help = các giá trị dùng được: { $known }
    .help-nearest = có phải bạn muốn viết `{ $nearest }`?
    .help-number = viết một số từ 1 đến { $most }
usage-conflict = không dùng `{ $argument }` cùng với `{ $others }`
usage-extra-argument = thừa `{ $argument }`: lệnh này không nhận thêm tham số nào
usage-extra-value = `{ $argument }` không nhận giá trị, bỏ `{ $value }`
usage-hint = Thêm --help để xem mọi lệnh và tùy chọn.
usage-missing-argument = còn thiếu { $arguments }
usage-missing-command = sau `{ $command }` thiếu tên lệnh
    .help = các lệnh dùng được: { $known }
usage-missing-value = sau `{ $argument }` thiếu giá trị
    .help = các giá trị dùng được: { $known }
usage-no-equals = giữa `{ $argument }` và giá trị phải có dấu =
usage-not-unicode = dòng lệnh có chữ không phải Unicode
usage-other = không hiểu dòng lệnh này
usage-repeated = `{ $argument }` chỉ được viết một lần
usage-unknown-command = không có lệnh `{ $command }`
    .help = các lệnh dùng được: { $known }
    .help-nearest = có phải bạn muốn viết `{ $nearest }`?
usage-unknown-option = ở đây không có tùy chọn `{ $argument }`
    .help-elsewhere = tùy chọn ấy là của lệnh { $commands }
    .help-nearest = có phải bạn muốn viết `{ $nearest }`?

cli-about = Làm và đăng trang web tin tức phong trào, bảng vàng khen thưởng
cli-usage = Cách dùng
cli-value-code = MÃ
cli-value-command = LỆNH
cli-value-date = NGÀY
cli-value-dir = THƯ MỤC
cli-value-file = TỆP
cli-value-format = DẠNG
cli-value-host = MÁY
cli-value-how = CÁCH
cli-value-kind = DANH HIỆU
cli-value-lang = NGÔN NGỮ
cli-value-movement = PHONG TRÀO
cli-value-number = SỐ
cli-value-name = TÊN TỆP
cli-value-options = TÙY CHỌN
cli-value-period = THỜI GIAN
cli-value-port = CỔNG
cli-value-section = CHUYÊN MỤC
cli-value-subject = MÃ, TỆP HOẶC ĐỊA CHỈ
cli-value-sheet = TRANG TÍNH
cli-value-target = NƠI ĐĂNG
cli-value-title = TÊN
cli-value-topic = CHƯƠNG
cli-value-type = LOẠI
cli-value-unit = ĐƠN VỊ
cli-value-url = ĐỊA CHỈ
cli-value-version = BẢN
cli-value-words = CHỮ
cli-value-year = NĂM
cli-commands = Các lệnh
cli-arguments = Tham số
cli-options = Tùy chọn
cli-help = hiện hướng dẫn này, hoặc hướng dẫn của một lệnh
cli-help-flag = hiện hướng dẫn
cli-version-flag = hiện số phiên bản
cli-root = thư mục của trang
cli-lang = ngôn ngữ thông báo: vi hoặc en
cli-format = kết quả cho người đọc (human), hoặc mỗi dòng một đối tượng JSON cho chương trình khác (json)
cli-build = dựng trang web
cli-out = thư mục kết quả (public)
cli-drafts = gồm cả bản nháp
cli-base-url = dùng địa chỉ này thay cho địa chỉ trong site.yaml
cli-today = coi ngày này là hôm nay, ví dụ 2026-01-31
cli-build-many-deletes = cho phép xóa hơn một nửa số trang
cli-adopt = dựng bên cạnh những tệp không do bangvang ghi (beside, mặc định), hoặc ghi đè lên (over)
cli-check = báo lỗi và cảnh báo mà không ghi gì
cli-all = hiện mọi thông báo; nếu không, mỗi mã chỉ hiện 20
cli-code = chỉ hiện thông báo có mã này, và hiện hết; có thể ghi nhiều lần
cli-value-list = DANH SÁCH
cli-list = in mã và tên của đơn vị, danh hiệu, hình thức khen thưởng, phong trào hoặc bài viết
cli-list-records = units (đơn vị), kinds (danh hiệu, hình thức khen), movements (phong trào) hoặc articles (bài viết)
cli-list-words = chỉ in những mục có các chữ này, có dấu hay không dấu đều được
cli-find = tìm người, đơn vị, quyết định, bài viết và nội dung khác, cho biết tệp và dòng
cli-find-words = tên hoặc chữ cần tìm, có dấu hay không dấu đều được
cli-find-type = chỉ tìm một loại: nguoi, tap-the, don-vi, quyet-dinh, danh-hieu, phong-trao, bang-vang, bai-viet hoặc trang
cli-find-year = chỉ tìm trong năm này, ví dụ 2023
cli-find-unit = chỉ tìm người của đơn vị này (mã hoặc tên), của đơn vị tiền thân và đơn vị kế thừa
cli-find-kind = chỉ tìm khen thưởng thuộc loại này (mã hoặc tên)
cli-find-all = hiện mọi kết quả; nếu không, chỉ hiện 20
cli-find-drafts = tìm cả trong bản nháp, tệp chưa đến ngày đăng và tệp hết hạn
cli-fix = sửa giúp những chỗ chắc chắn, như tên viết toàn chữ hoa; cho xem và hỏi trước khi sửa
cli-fix-files = tệp hay thư mục cần sửa; không ghi thì sửa cả trang
cli-fix-dry-run = chỉ cho xem chỗ sẽ sửa, không sửa; có chỗ cần sửa thì mã thoát là 1
cli-fix-yes = sửa mà không hỏi
cli-fix-only = chỉ sửa các mã này, ví dụ all-caps-name,double-space
cli-history = liệt kê các bản cũ của một tệp; không ghi tệp thì liệt kê những gì vừa sửa, xóa và đăng
cli-history-file = tệp cần xem, ví dụ content/awards/2023/qd-27.yaml
cli-history-all = hiện tất cả; nếu không, chỉ hiện 20 mục mới nhất
cli-restore = lấy lại bản cũ của một tệp, hoặc tệp đã xóa; bản hiện giờ được cất trước
cli-restore-file = tệp cần lấy lại, ví dụ content/awards/2023/qd-27.yaml
cli-restore-version = số thứ tự của bản trong bangvang history, hoặc thời gian như "2026-06-01 08:15"; không ghi thì lấy bản ngay trước
cli-export = ghi các lượt khen thưởng vào tệp Excel hoặc CSV để cán bộ dùng; bangvang import đọc lại đúng như cũ
cli-export-file = tệp sẽ ghi, .xlsx hoặc .csv; để ngoài thư mục content
cli-export-year = chỉ bảng vàng của năm này
cli-export-decision = chỉ quyết định có số này
cli-export-unit = chỉ đơn vị này và các đơn vị trực thuộc, theo tên hoặc mã
cli-export-overwrite = ghi đè tệp đã có
cli-import = ghi quyết định khen thưởng từ danh sách Excel, Word, CSV hoặc chữ dán vào; cho xem và hỏi trước khi ghi
cli-import-hugo = nhập bài và trang của một trang web làm bằng Hugo
cli-import-jekyll = nhập bài và trang của một trang web làm bằng Jekyll
cli-import-hexo = nhập bài và trang của một trang web làm bằng Hexo
cli-import-wordpress = nhập bài và trang từ tệp xuất của WordPress
cli-import-wordpress-file = tệp xuất, lấy từ Công cụ → Xuất ra trong WordPress
cli-import-wordpress-media = bản sao của thư mục wp-content/uploads, để lấy ảnh
cli-import-site-folder = thư mục của trang cũ, nơi có tệp cấu hình
cli-import-site-section = mã hoặc tên chuyên mục của mọi bài; nếu không nêu thì dựa theo thư mục và phân loại cũ
cli-import-site-yes = ghi mà không hỏi; bài chưa rõ chuyên mục thì bỏ lại
cli-import-files = tệp danh sách; - để đọc từ đầu vào chuẩn
cli-import-number = số quyết định, nếu trong tệp không có
cli-import-signed = ngày ký, ví dụ 20/11/2026
cli-import-issuer = mã hoặc tên cơ quan ban hành
cli-import-kind = mã hoặc tên danh hiệu, hình thức khen thưởng, nếu danh sách không có cột này
cli-import-period = thời gian lập thành tích, ví dụ 2025 hoặc 2024-2025
cli-import-movement = mã hoặc tên phong trào
cli-import-sheet = chỉ đọc trang tính này
cli-import-into = tệp sẽ ghi, trong content/awards/
cli-import-paste = đọc chữ dán vào cửa sổ dòng lệnh; kết thúc bằng Ctrl+D, trên Windows bằng Ctrl+Z rồi Enter
cli-import-update = nếu trang đã có quyết định thì sửa những chỗ khác; dòng không còn trong danh sách vẫn giữ lại
cli-import-section = ghi mỗi tệp Word thành một bài của chuyên mục này (mã hoặc tên), là bản nháp kèm ảnh
cli-import-dry-run = chỉ cho xem những gì sẽ ghi
cli-import-yes = ghi mà không hỏi; điều chưa rõ được ghi y như trong tệp, trong bản nháp
cli-strict = coi cảnh báo là lỗi
cli-publish = dựng trang web rồi đăng lên máy chủ
cli-publish-target = tên nơi đăng trong `publish:` của site.yaml; chỉ có một nơi thì không cần nêu
cli-dry-run = chỉ cho biết sẽ thay đổi những gì, không thay đổi gì
cli-yes = không hỏi có đăng không (thay đổi nguy hiểm thì vẫn hỏi)
cli-undo = khôi phục bản đăng trước; làm lại lần nữa thì lùi thêm một bản
cli-due = chỉ đăng khi có bài đến ngày đăng hoặc hết hạn kể từ lần đăng trước
cli-check-connection = chỉ kiểm tra xem có kết nối được với máy chủ và ghi được ở đó không
cli-remember = hỏi mật khẩu rồi cất vào kho mật khẩu của hệ thống
cli-allow-many-deletes = cho phép xóa nhiều tệp, hoặc đăng trang web không có trang chủ
cli-publish-adopt = ghi đè những tệp không do bangvang đăng, hoặc làm lại từ đầu khi sổ ghi bị hỏng
cli-after-others = vẫn đăng dù đã có người khác đăng sau lần cuối máy này ghi nhận
cli-take-lock = giành quyền đăng của người có máy đã tắt giữa chừng
cli-check-host = đối chiếu ngay mọi tệp trên máy chủ với sổ ghi, không phải mỗi ngày một phần
cli-no-verify = đăng xong không kiểm tra xem bạn đọc thấy gì
cli-publish-out = thư mục kết quả để dựng trang web vào (public)
cli-edit = mở bàn biên tập trong trình duyệt: viết bài, sửa, lưu và đăng
cli-no-open = không mở trình duyệt; chỉ in địa chỉ
cli-serve = xem trước trang web trên máy này, tự cập nhật sau mỗi lần sửa
cli-port = cổng (4000); nếu đã có chương trình khác dùng thì lấy cổng trống kế tiếp
cli-host = địa chỉ nhận kết nối; 0.0.0.0 cho cả máy khác trong mạng xem
cli-open = mở trình duyệt
cli-no-drafts = bỏ bản nháp, trang chưa đến ngày và trang hết hạn
cli-init = tạo một trang web mới, nhỏ gọn, bằng tiếng Việt (--lang en: bằng tiếng Anh)
cli-init-folder = thư mục chưa có hoặc còn trống
cli-new = tạo một tệp mới đã điền sẵn phần khai báo
cli-doctor = kiểm tra xem máy tính có đủ những gì chương trình cần
cli-explain = giải thích một thông báo, một tệp hay một địa chỉ của trang; không ghi gì thì liệt kê tất cả các mã
cli-explain-subject = mã trong ngoặc vuông ở cuối thông báo, ví dụ unknown-unit; đường dẫn của một tệp; hoặc địa chỉ một trang, ví dụ /tin-tuc/
cli-schema = ghi JSON Schema của các tệp YAML, để trình soạn thảo nhắc tên mục và kiểm tra khi gõ
cli-schema-folder = thư mục để ghi, ví dụ .vscode
cli-guide = hiện một chương của cẩm nang
cli-guide-topic = tên chương, ví dụ publishing; bỏ trống thì liệt kê các chương
cli-new-article = tạo một bài viết
cli-new-movement = tạo một phong trào
cli-new-page = tạo một trang cố định
cli-new-decision = tạo một quyết định khen thưởng
cli-new-theme-file = chép một khuôn trang hoặc tệp tĩnh của giao diện vào trang web để sửa
cli-new-theme-name = tên tệp, ví dụ article.html hoặc site.css
cli-new-section = mã hoặc tên chuyên mục
cli-new-title = tiêu đề
cli-new-number = số quyết định, ví dụ 27/QĐ-LĐLĐ
cli-timings = cho biết thời gian của từng bước, cho người đọc (human, mặc định) hoặc cho chương trình khác (json)
stage-scan = tìm và đọc tệp
stage-read = đọc nội dung
stage-assemble = nối nội dung thành trang web
stage-theme = biên dịch giao diện
stage-plan = lập danh sách tệp
stage-check = kiểm tra (cùng lúc với dựng)
stage-render = dựng trang và ghi bên cạnh trang cũ
stage-commit = đưa các tệp đã ghi vào đúng chỗ
stage-whole = tổng cộng
import-read-failed = không đọc được { $path }: { $reason }
    .help = đóng chương trình đang mở tệp này và kiểm tra lại đường dẫn
import-read-too-large = tệp lớn hơn { $limit } MB
    .help = bỏ bớt ảnh và những trang tính không cần, hoặc chép bảng rồi dán
import-read-unpacks-too-large = sau khi giải nén, tệp lớn hơn { $limit } MB
    .help = chỉ chép riêng bảng sang một tệp mới rồi nhập tệp đó
import-read-too-many-cells = tệp có bảng quá { NUMBER($rows) } dòng hoặc quá { NUMBER($columns) } cột, hoặc có quá { NUMBER($cells) } ô
    .help = chỉ chép riêng bảng sang một tệp mới, hoặc chia thành nhiều tệp
import-read-encrypted = tệp có đặt mật khẩu
    .help = mở tệp, bỏ mật khẩu, lưu thành tệp khác rồi nhập tệp đó
import-read-damaged = tệp bị hỏng
    .help = mở bằng Excel hoặc Word rồi lưu lại, hoặc xin lại tệp
import-read-old-word = đây là tệp Word 97–2003 (.doc)
    .help = mở bằng Word, lưu lại thành .docx, hoặc chép bảng rồi dán
import-read-long-article = bài quá dài: hơn { $limit } MB chữ, hoặc hàng chục nghìn đoạn
    .help = chia thành nhiều bài
import-read-not-word = đây không phải là tệp Word (.docx)
    .help = với --section, bài viết được đọc từ tệp Word; bỏ --section để nhập danh sách khen thưởng
import-read-unknown-format = không đọc được loại tệp này
    .help = lưu lại thành .xlsx, .docx hoặc .csv, hoặc chép bảng rồi dán
import-read-empty = tệp không có chữ nào
    .help = kiểm tra xem đã chọn đúng tệp và đã lưu tệp chưa; trang tính bị ẩn thì không đọc
import-read-stopped = đọc tệp mất quá nhiều thời gian hoặc bộ nhớ
    .help = mở bằng Excel, lưu lại thành .xlsx, hoặc chép bảng rồi dán

## Bàn biên tập

desk-title = Bàn biên tập
desk-ready = bàn biên tập mở tại { $address } (địa chỉ dùng một lần). Đừng đóng cửa sổ này khi đang làm việc; xong việc thì nhấn Ctrl+C
desk-skip = Đến nội dung
desk-menu = Nội dung trang web
desk-no-script = Bàn biên tập cần JavaScript. Hãy bật JavaScript trong trình duyệt, hoặc sửa các tệp trong thư mục content bằng chương trình soạn thảo.
desk-locked = Trình duyệt này chưa được vào bàn biên tập
    .help = Hãy mở địa chỉ mà lệnh “bangvang edit” in ra. Mỗi địa chỉ dùng được một lần; muốn có địa chỉ mới thì chạy lại lệnh.
desk-entering = Đang mở bàn biên tập…
desk-no-page = Không có trang này
desk-no-file = Không có tệp { $file }
desk-no-text = { $file } không phải tệp chữ sửa được ở đây
desk-no-utf8 = { $file } không lưu theo UTF-8; chạy “bangvang fix” rồi mở lại
desk-unreadable = không đọc được { $file }: { $reason }
desk-bad-request = yêu cầu không đúng dạng: { $detail }
desk-no-build = trang web chưa dựng xong; đợi một lát rồi thử lại
desk-not-written = không ghi được { $file }: { $reason }
desk-base-unknown = không còn bản { $file } mà bạn bắt đầu sửa; hãy chép phần đã gõ, mở lại tệp rồi dán vào
desk-changed = { $file } vừa được người khác lưu; phần bạn gõ vẫn còn trong bản giữ tạm
desk-overview = Tổng quan
desk-page-before = Về trang trước
desk-articles = Bài viết
desk-decisions = Quyết định
desk-movements = Phong trào
desk-pages = Trang cố định
desk-units = Đơn vị
desk-kinds = Danh hiệu, hình thức
desk-people = Người
desk-pictures = Ảnh
desk-settings = Cài đặt
desk-new-article = Viết bài mới
desk-open-preview = Xem trước trang web
desk-unsaved-copies = Đang gõ dở, chưa lưu
desk-newest = Bài mới nhất
desk-contents = Nội dung
desk-check = Kiểm tra
desk-check-counts = { $errors } lỗi, { $warnings } cảnh báo
desk-error = Lỗi
desk-warning = Cảnh báo
desk-note = Lưu ý
desk-line = dòng { $line }
desk-search = Tìm
desk-state = Tình trạng
desk-all = Tất cả
desk-sort = Xếp theo
desk-sort-new = Mới trước
desk-sort-old = Cũ trước
desk-sort-title = Tên
desk-sort-problems = Lỗi nhiều trước
desk-show = Hiện
desk-count = { $count } mục
desk-problem-count = { $count } lỗi, cảnh báo
desk-pager = Các trang của danh sách
desk-page = trang { $page } trên { $pages }
desk-previous = Trước
desk-next = Sau
desk-state-shown = Cho đăng
desk-state-draft = Bản nháp
desk-state-waits = Chờ đến ngày
desk-state-expired = Đã hết hạn
desk-state-broken = Có lỗi
desk-state-problems = Có lỗi, cảnh báo
desk-text = Nội dung
desk-preview = Xem trước
desk-width = Bề rộng
desk-phone = Điện thoại
desk-desktop = Máy tính
desk-save = Lưu
desk-delete = Xóa
desk-history = Các bản đã lưu
desk-recovered = Có phần gõ dở lúc { $time } chưa lưu
desk-recovered-help = Lần trước trang đóng lại khi chưa lưu. Dưới đây là tệp như trong bản đã lưu; bạn có thể lấy lại phần gõ dở.
desk-recovered-show = Xem phần gõ dở
desk-recover = Lấy lại phần gõ dở
desk-discard = Bỏ phần gõ dở
desk-js-discard = Bỏ phần gõ dở
desk-js-saved = Đã lưu lúc { $time }
desk-js-unsaved = Chưa lưu; đã giữ tạm lúc { $time }
desk-js-unchanged = Chưa thay đổi gì
desk-js-saving = Đang lưu…
desk-js-offline = Bàn biên tập không trả lời. Phần bạn gõ vẫn còn trong trình duyệt này; đừng đóng trang, hãy mở lại chương trình.
desk-js-changed-elsewhere = Tệp này vừa được người khác lưu; khi bạn lưu, hai bên được gộp lại
desk-js-gone-moved = Tệp này đã chuyển sang chỗ khác; phần gõ ở đây được giữ cho chỗ mới
desk-js-gone-moved-open = Viết tiếp ở chỗ mới
desk-js-gone-deleted = Tệp này đã bị xóa; phần gõ ở đây vẫn được giữ
desk-js-gone-deleted-open = Mở phần được giữ
desk-gone-moved = Tệp này đã chuyển sang chỗ khác.
desk-gone-deleted = Tệp này đã bị xóa, hoặc chương trình khác đã chuyển nó đi.
desk-gone-save = { $file } đã chuyển chỗ hoặc bị xóa; phần đã gõ vẫn được giữ
desk-js-merged = Đã lưu, gộp cả phần người khác vừa sửa
desk-js-no-problems = Không có lỗi nào
desk-js-link-none = Không tìm thấy trang nào
desk-js-uploading = Đang chép { $name }…
desk-js-uploaded = Đã chép { $name }
desk-js-delete-sure = Xóa { $file }? Có thể lấy lại từ thùng rác.
desk-js-paste-losses = Đã dán, nhưng chưa đủ: { $detail }
desk-js-bold-sample = chữ đậm
desk-js-link-sample = chữ của liên kết
desk-more-fields = Các mục khác
desk-only-as-text = Phần này chưa sửa được trong biểu mẫu. Hãy bấm “Mở cả tệp dưới dạng chữ” ở đầu trang để sửa.
desk-required = (cần có)
desk-add = Thêm
desk-remove = Bỏ
desk-remove-what = Bỏ { $what }
desk-cancel = Thôi
desk-no-form = Tệp này không đọc được thành biểu mẫu, nên cả tệp hiện dưới dạng chữ. Sửa xong chỗ báo lỗi và lưu, biểu mẫu hiện lại.
desk-no-change = không ghi được thay đổi này vào { $file }: viết vào tệp thì đọc ra sẽ khác với những gì bạn đã gõ. Hãy bấm “Mở cả tệp dưới dạng chữ” và sửa ở đó
desk-toolbar = Định dạng
desk-mark-heading = Đề mục
desk-mark-bold = Đậm
desk-mark-italic = Nghiêng
desk-mark-list = Danh sách
desk-mark-numbers = Đánh số
desk-mark-quote = Trích dẫn
desk-mark-link = Liên kết
desk-mark-picture = Ảnh
desk-mark-gallery = Bộ ảnh
desk-mark-table = Bảng
desk-mark-video = Video
desk-mark-note = Chú thích cuối bài
desk-mark-plain = Dán không định dạng
desk-link-title = Liên kết
desk-link-search = Tìm trang theo tên
desk-link-address = hoặc địa chỉ
desk-link-put = Đặt liên kết
desk-pictures-here = Ảnh của bài
desk-pictures-help = Chọn ảnh, kéo ảnh vào đây hoặc dán ảnh; nhiều ảnh một lần cũng được. Ảnh nằm cạnh bài trong thư mục của bài.
desk-picture-put = Đặt vào bài
desk-picture-alt = Mô tả ảnh
desk-picture-caption = Chú thích
desk-picture-too-large = { $name } lớn quá; hãy dùng ảnh nhỏ hơn 40 MB
desk-picture-foreign = { $name } là ảnh { $format }, trình duyệt của bạn đọc không hiện được; hãy lưu thành JPEG rồi chọn lại
desk-picture-broken = { $name } không phải ảnh, hoặc ảnh bị hỏng
desk-no-picture = { $file } không phải ảnh xem được ở đây
desk-no-picture-place = { $file } không có chỗ cho ảnh
desk-new-title = Tiêu đề
desk-new-section = Chuyên mục
desk-new-make = Bắt đầu viết
desk-no-section = Không có chuyên mục này
desk-no-title = Hãy gõ tên hoặc tiêu đề, có ít nhất một chữ cái
desk-js-table-sample = | Cột 1 | Cột 2 |/| --- | --- |/| ô 1 | ô 2 |
desk-js-video-address = Địa chỉ video trên YouTube, Facebook hoặc TikTok
desk-js-picture-needs-alt = Hãy mô tả ảnh { $name } trước khi đặt vào bài
desk-js-paste-plain = Nhấn Ctrl+V để dán không định dạng
desk-word-none = Không có
desk-word-true = Có
desk-page-failed = bangvang gặp lỗi nội bộ khi tạo trang này: { $detail }
desk-loss-pictures = { $count } ảnh (hãy dán hoặc chọn từng ảnh)
desk-loss-merged-cells = { $count } bảng có ô gộp (chữ nằm ở ô đầu)
desk-loss-objects = { $count } phim, khung hoặc công thức
desk-loss-rest = phần cuối, vì dài quá
desk-move = Chuyển sang chuyên mục này
desk-save-first = hãy lưu { $file } trước
desk-taken = chuyên mục kia đã có bài cùng địa chỉ
desk-folder-shared = thư mục của { $file } còn có bài khác; hãy tự chuyển tệp trong thư mục, hoặc để bài ở chuyên mục này
desk-links-stay = không viết lại được liên kết trong { $file } cho chỗ mới; hãy mở cả tệp dạng chữ, viết các liên kết đó theo dạng thường [chữ](tệp.md) rồi làm lại
desk-start-title = Mở bàn biên tập
desk-start-about = Thư mục này chưa có trang web nào. Hãy tạo một trang mới, hoặc mở trang đã có.
desk-start-known = Trang đã có ở đây
desk-start-new = Tạo trang mới
desk-start-name = Tên trang
desk-start-name-help = Ví dụ: Công đoàn Minh Giang. Sau này đổi được trong phần Cài đặt.
desk-start-folder = Thư mục (ghi đủ đường dẫn)
desk-start-create = Tạo trang
desk-start-other = Mở trang ở nơi khác
desk-start-open = Mở
desk-start-opening = Đang mở…
desk-start-no-path = Hãy ghi đủ đường dẫn của thư mục, kể từ ổ đĩa
desk-start-not-empty = Thư mục này không trống; hãy chọn thư mục khác
desk-start-not-written = Không ghi được vào thư mục này: { $reason }
desk-start-no-site = Trong thư mục này không có trang web (không thấy content/site.yaml)
desk-start-not-opened = Không mở được bàn biên tập: { $reason }
desk-help = Trợ giúp
desk-help-chapters = Các chương
desk-help-keys = Phím tắt
desk-help-undo = Lấy lại chữ vừa gõ
desk-steps = Bước đầu
desk-step-settings = Đặt tên trang web và tên cơ quan chủ quản
desk-step-article = Viết bài đầu tiên và bỏ dấu bản nháp
desk-step-decision = Nhập quyết định khen thưởng đầu tiên
desk-step-publish = Nối với máy chủ và đăng
desk-step-done = xong
desk-place-row = { $list } { $row } { $name }
desk-place-numbered = STT { $number } { $name }
desk-history-help = Những lần lưu, xóa, lấy lại và đăng gần đây nhất của cả trang web, mới trước.
desk-no-events = Chưa có lần lưu nào.
desk-no-version = không còn bản này của { $file }
desk-not-deleted = { $file } không có trong thùng rác
desk-has-unsaved = { $file } còn phần gõ dở chưa lưu; hãy mở tệp, lưu hoặc bỏ phần đó rồi lấy lại bản này
desk-event-found = Có từ trước, không lưu bằng bangvang
desk-event-saved = Lưu
desk-event-deleted = Xóa
desk-event-restored = Lấy lại
desk-event-moved-from = Chuyển đến từ
desk-event-moved-to = Chuyển sang
desk-event-published = Đăng lên mạng
desk-present = Bản hiện nay
desk-look = Xem
desk-look-at = Xem bản lúc { $time }
desk-look-at-what = Xem { $what }
desk-take-back = Lấy lại bản này
desk-take-back-of = Lấy lại bản này, lúc { $time }
desk-open-file = Mở tệp
desk-version = Bản lúc { $time }
desk-version-text = Toàn văn bản này
desk-difference = So với tệp hiện nay
desk-difference-none = Tệp hiện nay giống hệt bản này.
desk-difference-help = Cách đọc:
desk-difference-removed = gạch ngang là chữ có trong bản này, nay không còn
desk-difference-added = gạch chân là chữ nay mới có
desk-difference-lines = Xem theo từng dòng của tệp
desk-difference-skipped = phần giống nhau, không hiện
desk-removed-sign = [bỏ]
desk-added-sign = [thêm]
desk-empty = (trống)
desk-bin = Thùng rác
desk-bin-help = Tệp đã xóa nằm ở đây ít nhất 30 ngày và lấy lại được; ảnh của bài về cùng bài.
desk-bin-empty = Thùng rác trống.
desk-bin-companions = cùng { $count } tệp khác trong thư mục của bài
desk-undelete = Lấy lại
desk-undelete-what = Lấy lại { $what }
desk-since = Thay đổi từ lần đăng trước
desk-since-never = Trang web chưa được đăng lần nào.
desk-since-nothing = Không có tệp nào được lưu, xóa hay lấy lại từ lần đăng lúc { $time }.
desk-since-count = { $count } tệp được lưu, xóa hoặc lấy lại từ lần đăng lúc { $time }; nội dung của chúng lên mạng khi đăng.
desk-merge = Gộp hai bản
desk-merge-none = Tệp này không có phần gõ dở nào cần gộp.
desk-merge-help = Bạn và người khác cùng sửa một chỗ. Phần bạn gõ lúc { $time } vẫn còn; tệp chưa bị thay đổi gì. Hãy chọn ở từng chỗ dưới đây; mọi chỗ khác đã được gộp.
desk-merge-clean = Hai bản không còn chỗ nào vướng nhau.
desk-merge-lines = Nội dung, quanh dòng { $line }
desk-merge-loose = Dòng không có chỗ riêng trong tệp (ghi chú sau dấu #, hoặc cả phần đầu)
desk-merge-mine = Của tôi
desk-merge-theirs = Trong tệp, của người khác
desk-merge-base = Trước khi hai bên sửa
desk-merge-both = Giữ cả hai: của tôi trước, của người khác sau
desk-merge-whole = Xem cả bản gộp, tạm lấy “Của tôi” ở chỗ chưa chọn
desk-merge-save = Lưu bản gộp
desk-merge-later = Quay lại sửa tiếp
desk-merge-open = còn chỗ của { $file } chưa chọn
desk-js-merge-again = Tệp vừa được lưu thêm lần nữa trong lúc bạn chọn. Dưới đây là những chỗ còn vướng; chưa có gì bị mất.
desk-js-merge-more = Còn chỗ chưa chọn.
desk-save-note = Ghi chú
desk-save-note-label = Ghi chú cho bản này (không bắt buộc)
desk-copy-shown = Chưa lưu: đang hiện phần gõ dở hoặc bản cũ; nhấn Lưu để giữ
desk-merge-copy-help = { $file } là bản sao của tệp này. Hãy chọn ở từng chỗ hai tệp khác nhau; dòng chỉ một tệp có thì được giữ. Khi lưu, bản sao vào thùng rác.
desk-merge-copy = Trong bản sao { $file }
desk-merge-original = Trong tệp
desk-merge-copy-both = Giữ cả hai: của bản sao trước, của tệp sau
desk-publish = Đăng lên mạng
desk-publish-unsaved = Có { $count } tệp đang gõ dở chưa lưu. Chỉ những gì đã lưu được đăng.
desk-publish-broken = Trong phần Cài đặt có nơi đăng ghi sai, hoặc không đọc được phần Cài đặt.
desk-publish-settings = Mở phần Cài đặt
desk-publish-targets = Nơi đăng
desk-publish-plan = Xem thay đổi
desk-publish-check = Thử kết nối
desk-publish-undo = Quay lại bản trước
desk-publish-stop = Dừng
desk-publish-now = Đăng
desk-publish-sent = Đã gửi
desk-yes = Có
desk-no = Không
desk-publish-changes = Những trang sẽ thay đổi
desk-publish-questions = Cần bạn đồng ý trước khi đăng
desk-publish-secret = Mật khẩu
desk-publish-secret-help = Chỉ gõ một lần. Mật khẩu được cất vào kho mật khẩu của hệ thống, không ghi vào tệp nào của trang web và không hiện lại ở đây.
desk-publish-remember = Cất mật khẩu
desk-publish-kept = Máy này không có kho mật khẩu dùng được, nên mật khẩu chỉ được giữ trong bộ nhớ đến khi tắt chương trình.
desk-publish-nowhere = Chưa có nơi đăng nào. Điền vào mẫu dưới đây những gì bên cho thuê máy chủ đã báo cho bạn.
desk-publish-add = Thêm nơi đăng
desk-publish-add-now = Thêm nơi đăng này
desk-publish-kind = Cách đăng
desk-publish-kind-sftp = SFTP: máy chủ có SSH
desk-publish-kind-ftps = FTPS: máy chủ FTP có mã hóa
desk-publish-kind-s3 = S3: kho lưu trữ đám mây
desk-publish-kind-folder = Thư mục trên máy này hoặc trong mạng nội bộ
desk-publish-kind-zip = Một tệp ZIP để giao cho người khác
desk-publish-name = Tên nơi đăng
desk-publish-name-help = Chữ thường không dấu, chữ số và dấu gạch ngang, ví dụ may-chu.
desk-publish-earlier = Những lần đăng gần đây
desk-publish-missing = Hãy điền mục { $name }
desk-publish-undo-sure = Đưa bản ấy trở lại? Nội dung trên máy này không đổi.
desk-publish-bad-name = Tên nơi đăng chỉ gồm chữ thường không dấu, chữ số và dấu gạch ngang, nhiều nhất 40 chữ
desk-publish-name-taken = Đã có nơi đăng tên { $name }; hãy đặt tên khác
desk-publish-no-kind = Không có cách đăng này
desk-publish-no-target = Không có nơi đăng tên { $name }
desk-publish-no-secret = Hãy gõ mật khẩu
desk-publish-running = Đang có một việc chưa xong ở trang này; hãy đợi việc ấy xong hoặc dừng lại
desk-publish-differs = Những thay đổi bây giờ khác với danh sách bạn đã xem, vì có tệp vừa được sửa hoặc máy chủ vừa thay đổi
desk-publish-failed = bangvang gặp lỗi nội bộ khi làm việc này; hãy thử lại, và báo cho người viết chương trình nếu lỗi lặp lại
desk-help-remote-refused = xem lại tên đăng nhập; gõ lại mật khẩu ở mục Mật khẩu bên dưới rồi thử lại
desk-help-remote-unknown = so dấu nhận diện (fingerprint) này với dấu bên cho thuê máy chủ báo, rồi thử kết nối lại và trả lời Có nếu đúng
desk-help-publish-file-changed = xem lại thay đổi rồi đăng lại
desk-help-publish-undo-nothing = chỉ quay lại được bản đã đăng từ máy này
desk-js-publish-running = Đang chuẩn bị…
desk-js-publish-files = { $count } trên { $file } tệp
desk-js-publish-done-check = Kết nối được.
desk-js-publish-done-plan = Đã xem xong; chưa đăng gì.
desk-js-publish-done-publish = Đã đăng xong.
desk-js-publish-done-undo = Đã quay lại bản trước.
desk-js-publish-done-remember = Đã nhận mật khẩu.
desk-js-publish-not-done = Chưa làm xong.
desk-js-publish-more = … và { $count } trang, tệp khác
desk-js-publish-agree = Đánh dấu nếu đồng ý.
desk-change-new = Mới
desk-change-changed = Thay đổi
desk-change-lost = Gửi lại
desk-change-removed = Gỡ xuống
desk-name-ask = Bạn tên là gì?
desk-name-now = Tên bạn trong các bản đã lưu: { $name }
desk-name-label = Tên bạn
desk-name-help = Các bản đã lưu hiện tên này, để đồng nghiệp biết ai đã sửa gì. Tên chỉ giữ riêng cho bạn trên máy này, không ghi vào tệp nào của trang, không đăng lên mạng. Muốn đổi thì vào Bản đã lưu.
desk-name-keep = Giữ tên này
desk-name-empty = Hãy gõ tên bạn.
desk-name-not-kept = không giữ được tên: { $reason }
desk-history-menu = Bản đã lưu
desk-entry-id = Mã:
desk-entry-id-help = Quyết định, bài viết và địa chỉ trang ghi mục này bằng mã, nên không đổi mã ở đây: đổi mã là các chỗ ấy hỏng.
desk-whole-file = Mở cả tệp dưới dạng chữ
desk-no-entry-form = Tệp này có lỗi cú pháp nên hiện dưới dạng chữ. Sửa xong chỗ báo lỗi và lưu, biểu mẫu hiện lại.
desk-no-entry = Trong tệp không có mục nào mang mã này, nên cả tệp hiện dưới dạng chữ. Có thể mục đã bị xóa hoặc đã đổi mã.
desk-entry-twice = Hai mục trong tệp mang cùng một mã, nên cả tệp hiện dưới dạng chữ. Đổi mã của một mục, biểu mẫu hiện lại.
desk-import = Nhập danh sách khen thưởng
desk-import-menu = Nhập danh sách
desk-import-intro = Nhập quyết định kèm danh sách từ tệp Excel, Word hay bảng chép từ nơi khác. Chương trình cho xem đã hiểu từng dòng ra sao, hỏi những điều chưa chắc, và chỉ ghi sau khi bạn đồng ý.
desk-import-file = Chọn hoặc thả tệp
desk-import-file-help = Thả tệp vào bất cứ chỗ nào của trang này, hoặc bấm nút để chọn. Đọc được .xlsx, .xls, .ods, .csv và .docx; tệp gốc không bị thay đổi.
desk-import-paste = Hoặc dán bảng
desk-import-paste-label = Chép các ô trong Excel hoặc bảng trong Word rồi dán vào đây
desk-import-paste-help = Chép cả dòng tên cột. Bảng dán vào được đọc ngay.
desk-import-read = Đọc bảng này
desk-import-pasted = bảng đã dán
desk-import-unfinished = Đang nhập dở
desk-import-of = Nhập: { $file }
desk-import-understood = Kết quả đọc danh sách
desk-import-nothing-found = Không thấy danh sách khen thưởng nào. Bảng cần có dòng tên cột như Họ và tên, Chức vụ, Đơn vị.
desk-import-existing = Trang đã có quyết định này:
desk-import-update = Mở quyết định đã có, điền sẵn những chỗ thay đổi (chưa lưu)
desk-import-questions = { $count ->
       *[other] { NUMBER($count) } câu hỏi
    }
desk-import-questions-help = Mỗi câu trả lời được giữ ngay, kể cả khi đóng trình duyệt. Trả lời xong thì bấm Tiếp tục, có thể có câu hỏi tiếp theo; chưa có gì được ghi vào trang.
desk-import-other = { $subject ->
        [unit] Đơn vị khác, gõ tên hoặc mã:
        [issuer] Đơn vị khác, gõ tên hoặc mã:
        [kind] Danh hiệu, hình thức khác, gõ tên hoặc mã:
        [list-kind] Danh hiệu, hình thức khác, gõ tên hoặc mã:
        [period] Thời gian khác, như 2025 hay 2024-2025:
        [row-period] Thời gian, như 2025 hay 2024-2025:
        [number] Số, như 27/QĐ-LĐLĐ:
        [signed] Ngày khác, như 20/11/2026:
       *[split] Phần ghi đơn vị:
    }
desk-import-new = Đơn vị mới, thêm vào danh mục; là loại:
desk-import-choose-kind = chọn loại đơn vị
desk-import-leave-open = Để lại sau: ghi y như trong tệp, quyết định là bản nháp
desk-import-continue = Tiếp tục
desk-import-leave-all = Để lại sau tất cả các câu chưa trả lời
desk-import-answered = { $count ->
       *[other] Đã trả lời { NUMBER($count) } câu
    }
desk-import-again = Hỏi lại
desk-import-left-open = để lại sau
desk-import-new-unit = đơn vị mới: { $kind }
desk-import-write-title = Sẽ ghi
desk-import-will-write = Quyết định mới: { $path }
desk-import-write = { $count ->
        [one] Đồng ý, ghi quyết định
       *[other] Đồng ý, ghi { NUMBER($count) } quyết định
    }
desk-import-nothing-new = Không có quyết định mới để ghi.
desk-import-rows = Từng dòng của danh sách
desk-import-filter = Chọn dòng
desk-import-rows-all = Tất cả: { NUMBER($count) }
desk-import-rows-asked = Có điều chưa rõ: { NUMBER($count) }
desk-import-rows-left = Không thành lượt khen thưởng: { NUMBER($count) }
desk-import-place = Vị trí
desk-import-source = Trong danh sách
desk-import-fate = Sẽ ghi thành
desk-import-asked = chưa rõ
desk-import-outcome = { $outcome ->
        [title] dòng tiêu đề
        [head] dòng tên cột
        [numbers] dòng đánh số cột
        [group] dòng tên nhóm
        [total] dòng tổng cộng
        [footer] dòng ghi chú, chữ ký
        [not-understood] không hiểu, cần người xem
       *[other] dòng không có tên
    }
desk-import-discard = Bỏ lần nhập này
desk-import-event = Nhập từ { $file }
desk-import-unknown = Không còn lần nhập này: đã ghi xong hoặc đã bỏ.
desk-import-no-site = Chưa nhập được: content/site.yaml đang có lỗi. Hãy sửa lỗi đó trước.
desk-import-unread = Không đọc được { $file }: { $why }. Cách làm: { $how }.
desk-import-not-kept = Không giữ được lần nhập này trên máy: { $reason }
desk-import-not-asked = Câu này không còn phải hỏi: câu trả lời khác đã làm rõ. Hãy tải lại trang.
desk-import-no-kind = Hãy chọn loại đơn vị.
desk-import-no-answer = { $detail }
desk-import-empty-answer = Hãy gõ hoặc chọn câu trả lời.
desk-import-unanswered = Còn { $count } câu chưa trả lời. Hãy trả lời, hoặc để lại sau.
desk-import-nothing = Không có quyết định mới để ghi.
desk-import-changed = Trang vừa thay đổi, nên sẽ ghi khác với những gì đang hiện. Hãy tải lại trang này, xem lại rồi đồng ý.
desk-import-unsaved = { $file } đang có chữ gõ mà chưa lưu. Hãy mở quyết định đó, lưu hoặc bỏ phần chưa lưu trước.
desk-js-import-reading = Đang đọc…
desk-js-import-empty = Hãy gõ hoặc chọn câu trả lời.
desk-js-import-kept = Đã giữ câu trả lời
desk-no-unit = trang không có đơn vị này
desk-unit-actions = Việc xảy ra với đơn vị
desk-unit-rename = Đổi tên
desk-unit-merge = Sáp nhập
desk-unit-close = Giải thể, kết thúc hoạt động
desk-unit-back = Biểu mẫu của đơn vị
desk-unit-help-rename = Đơn vị giữ nguyên mã và địa chỉ trang. Tên cũ vẫn nằm trong danh sách tên của đơn vị.
desk-unit-help-merge = Đơn vị kết thúc và có đơn vị khác kế thừa. Trang và các khen thưởng vẫn còn; trang của hai đơn vị dẫn đến nhau.
desk-unit-help-close = Đơn vị kết thúc, không có đơn vị kế thừa. Trang và các khen thưởng vẫn còn.
desk-unit-new-name = Tên mới
desk-unit-into = Sáp nhập vào đơn vị: mã hoặc tên
desk-unit-first-day = Ngày đầu mang tên mới
desk-unit-last-day = Ngày cuối cùng còn hoạt động
desk-unit-day-help = Ví dụ: 30/06/2025.
desk-unit-document = Quyết định về việc này, nếu biết
desk-unit-note = Lý do kết thúc hoạt động (bạn đọc sẽ thấy)
desk-unit-show = Xem trước những gì sẽ ghi
desk-unit-writes = Sẽ ghi
desk-unit-keeps = Mọi phần khác của tệp giữ nguyên. Quyết định của những ngày trước vẫn hiện tên như bây giờ.
desk-unit-touches = Liên quan đến
desk-unit-page = Trang của đơn vị
desk-unit-unnamed = Không lượt khen thưởng, quyết định, phong trào hay đơn vị nào nhắc đến đơn vị này.
desk-unit-yes-rename = Đồng ý, ghi tên mới
desk-unit-yes-merge = Đồng ý, sáp nhập đơn vị
desk-unit-yes-close = Đồng ý, ghi đơn vị kết thúc hoạt động
desk-unit-no = Không, giữ nguyên
desk-unit-event-rename = Đổi tên đơn vị { $name }
desk-unit-event-merge = Sáp nhập đơn vị { $name }
desk-unit-event-close = Ghi đơn vị { $name } kết thúc hoạt động
desk-unit-no-day = “{ $day }” không phải là ngày. Hãy ghi ngày, tháng, năm, ví dụ 30/06/2025.
desk-unit-no-name = Hãy gõ tên mới.
desk-unit-same-name = Đơn vị đang mang tên “{ $name }” rồi.
desk-unit-names = Tên của đơn vị này trong tệp không phải là danh sách. Hãy sửa chỗ ấy trong cả tệp trước.
desk-unit-no-note = Hãy ghi lý do đơn vị kết thúc, hoặc sáp nhập vào đơn vị kế thừa.
desk-unit-unknown = Vào ngày kế tiếp, không có hoặc có nhiều đơn vị mang tên “{ $name }”. Hãy chọn đơn vị trong danh sách hoặc ghi mã.
desk-unit-itself = Không thể sáp nhập một đơn vị vào chính nó.
desk-unit-circle = Chính { $name } đã sáp nhập vào đơn vị này, nên không kế thừa được.
desk-unit-gone = { $name } đã kết thúc ngày { $day }, nên không kế thừa được. Hãy chọn đơn vị còn tồn tại khi ấy.
desk-unit-later = { $name } đến { $day } mới có, nên không kế thừa được đơn vị kết thúc trước đó. Hãy sửa ngày này hoặc ngày đầu của đơn vị ấy.
desk-unit-closed = Đơn vị này đã kết thúc ngày { $day }. Nếu sai, hãy sửa phần kết thúc trong biểu mẫu.
desk-unit-before-name = Tên “{ $name }” bắt đầu từ { $day }. Ngày phải sau đó.
desk-unit-name-lasts = Tên “{ $name }” được ghi là dùng đến { $day }. Hãy ghi ngày sau đó, hoặc sửa ngày cuối ấy trong biểu mẫu.
desk-unit-changed = Trang vừa thay đổi, nên sẽ ghi khác với những gì đang hiện. Hãy cho xem lại rồi đồng ý.
desk-touched-awards = { NUMBER($count) } lượt khen thưởng cho đơn vị hoặc người của đơn vị, trong các quyết định:
desk-touched-issued = Đơn vị đã ban hành { NUMBER($count) } quyết định:
desk-touched-movements = Đơn vị đã phát động { NUMBER($count) } phong trào:
desk-touched-people = { NUMBER($count) } người trong danh mục được khen thưởng khi ở đơn vị:
desk-touched-children = { NUMBER($count) } đơn vị đang hoặc từng trực thuộc:
desk-touched-predecessors = Đơn vị kế thừa { NUMBER($count) } đơn vị:
desk-touched-new-name = { NUMBER($count) } quyết định ký từ ngày ấy sẽ hiện tên mới. Nếu bản giấy ghi tên cũ, hãy mở quyết định, bấm “Mở cả tệp dưới dạng chữ” và ghi `unit_as_printed:` kèm tên cũ ở từng dòng:
desk-touched-late = { NUMBER($count) } lượt khen thưởng có ngày sau ngày cuối cùng, sẽ bị báo:
desk-touched-left = { NUMBER($count) } đơn vị vẫn trực thuộc sau ngày cuối cùng. Các đơn vị ấy không được chuyển tự động; hãy ghi đơn vị cấp trên khác:
desk-touched-given = { NUMBER($count) } lượt khen thưởng thuộc hình thức này, trong các quyết định:
desk-touched-received = { NUMBER($count) } lượt khen thưởng nhắc đến người này, trong các quyết định:
desk-touched-articles = { NUMBER($count) } bài viết về người này:
desk-touched-more = … và { NUMBER($count) } mục khác
desk-remove-entry = Xóa mục này
desk-remove-stays = Nơi khác còn nhắc đến mục này
desk-remove-stays-help = Khi những nơi dưới đây còn nhắc đến thì không xóa được. Hãy sửa ở đó trước. Đơn vị không còn nữa thì ghi là kết thúc hoạt động hoặc sáp nhập, để các lượt khen thưởng vẫn còn.
desk-remove-back = Về biểu mẫu
desk-remove-lines = Sẽ xóa những dòng này
desk-remove-help = Không nơi nào trên trang nhắc đến mục này. Mọi phần khác của tệp giữ nguyên; tệp như hiện nay vẫn còn trong Bản đã lưu.
desk-remove-yes = Đồng ý, xóa mục này
desk-remove-event = Xóa mục { $name }
desk-remove-named = nơi khác còn nhắc đến mục này của { $file }; hãy tải lại trang để xem ở đâu
desk-new-decision-import = Đã có danh sách trong Excel hoặc Word? Nhập từ tệp.
desk-new-kinds = Loại bản ghi mới
desk-new-movement = Thêm phong trào
desk-new-page = Thêm trang cố định
desk-new-decision = Thêm quyết định
desk-new-unit = Thêm đơn vị
desk-new-kind = Thêm danh hiệu, hình thức khen thưởng
desk-new-person = Thêm người
desk-new-number = Số quyết định
desk-new-signed = Ngày ký
desk-new-issuer = Cơ quan ban hành (mã hoặc tên đơn vị)
desk-new-name = Tên
desk-new-id = Mã
desk-new-id-help = Các chỗ khác ghi mục này bằng mã, nên chọn kỹ: về sau không đổi. Chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối.
desk-new-type = Loại đơn vị
desk-new-add = Thêm
desk-new-exists = Đã có tệp { $file }, tệp ấy giữ nguyên. Hãy mở tệp ấy hoặc chọn tên khác.
desk-new-broken = Chưa thêm được vào { $file } vì tệp không đọc được thành danh sách. Hãy sửa chỗ báo lỗi trong tệp trước.
desk-id-exists = Đã có mục mang mã “{ $id }”. Hãy mở mục ấy hoặc chọn mã khác.
desk-name-known = “{ $title }” đang được hiểu là mục có mã “{ $id }”. Hãy dùng mục ấy; nếu là mục khác, hãy ghi tên đầy đủ hơn.
desk-remarks = Ghi chú ở đầu tệp
desk-remarks-help = Điều nào xong thì mở cả tệp dưới dạng chữ và xóa dòng ấy.
desk-bad-id = Mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối đơn ở giữa.
desk-no-type = Thiếu loại đơn vị.
desk-bad-day = “{ $day }” không phải là ngày. Hãy ghi theo mẫu 2026-03-29.
desk-awards-help = Enter, mũi tên lên, xuống: sang dòng kề. Ctrl+Enter: thêm dòng bên dưới. Alt+mũi tên: chuyển dòng. Ctrl+D: điền xuống các ô trống. Có thể dán nhiều ô từ Excel hoặc Word.
desk-awards-row = Dòng
desk-awards-pieces = Các phần của danh sách
desk-awards-add = Thêm dòng
desk-awards-fill = Điền xuống
desk-awards-column = Thêm cột
desk-awards-names = tên; tên
desk-awards-undo = Hoàn tác trong bảng
desk-awards-up = Chuyển lên
desk-awards-down = Chuyển xuống
desk-awards-delete = Bỏ
desk-to-check = Bỏ qua bảng, tới phần kiểm tra
desk-js-accept = Ghi: { $name }
desk-js-awards-added = Đã thêm một dòng.
desk-js-awards-moved = Dòng nay ở vị trí { $line }.
desk-js-awards-deleted = Đã bỏ dòng { $line }.
desk-js-awards-filled = Đã điền { $count } ô.
desk-js-awards-pasted = Đã dán { $count } dòng.
desk-js-awards-rest = { $count } ô chưa được dán vì bảng không có cột cho chúng ({ $detail }…). Bấm “Hoàn tác trong bảng”, thêm cột rồi dán lại; bảng có đầu cột thì dán ở trang Nhập danh sách.
desk-js-awards-sorted = Đã xếp các dòng theo: { $name }.
desk-js-awards-undone = Đã hoàn tác.
desk-js-names = Các tên khớp
desk-js-names-found = Có { $count } tên khớp. Bấm mũi tên xuống để chọn.
desk-js-names-new = Thêm đơn vị mới: { $name }
desk-js-awards-collectives = Tập thể: { $count } (quyết định ghi { $detail })
desk-js-awards-individuals = Cá nhân: { $count } (quyết định ghi { $detail })
desk-js-awards-households = Hộ gia đình: { $count } (quyết định ghi { $detail })
desk-state-not-approved = Chưa được duyệt
desk-state-not-sent = Chưa gửi duyệt
desk-state-sent = Chờ duyệt
desk-state-approved = Đã duyệt
desk-state-returned = Trả lại
desk-review = Duyệt bài
desk-review-send = Gửi duyệt
desk-review-send-again = Gửi duyệt lại
desk-review-approve = Duyệt
desk-review-return = Trả lại kèm lời nhắn
desk-review-note = Cần sửa những gì?
desk-review-return-now = Trả lại bài
desk-review-help-not-sent = Bài được duyệt rồi mới lên trang. Mỗi bước đều lưu những gì bạn đã gõ.
desk-review-help-sent = Đồng nghiệp đọc rồi duyệt hoặc trả lại. Mỗi bước đều lưu những gì bạn đã gõ.
desk-review-help-returned = Hãy sửa theo lời nhắn rồi gửi lại. Mỗi bước đều lưu những gì bạn đã gõ.
desk-review-help-approved = Sửa và lưu từ bây giờ thì phần sửa lên trang mà không cần duyệt lại. Sửa nhiều thì hãy gửi duyệt lại; trong lúc chờ, bài không có trên trang.
desk-review-event-sent = Gửi duyệt
desk-review-event-approved = Đã duyệt
desk-review-event-returned = Trả lại
desk-review-changed = Người khác vừa lưu { $file }. Bạn hãy lưu, đọc lại rồi hẵng duyệt.
desk-review-waiting = Có { $count } bài chờ duyệt.
desk-js-review-needs-note = Hãy viết rõ cần sửa những gì.
desk-js-changed-by = { $name } đã lưu tệp này ({ $time }); khi bạn lưu, hai bên được gộp lại
