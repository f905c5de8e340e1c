; Inno Setup: the installer for Windows, for one user and without an administrator. `.ci/release` fills the placeholders.
#ifndef Program
  ; The unpacked archive, seen from this file.
  #define Program "..\..\release-stage\bangvang-{version}-windows-x86_64"
#endif

[Setup]
AppId=bangvang
AppName=bangvang
AppVersion={version}
AppVerName=bangvang {version}
AppPublisher=The bangvang authors
AppPublisherURL={home}
VersionInfoVersion={version}
DefaultDirName={localappdata}\Programs\bangvang
DisableDirPage=auto
DisableProgramGroupPage=yes
DisableReadyPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0
ChangesEnvironment=yes
UninstallDisplayName=bangvang
UninstallDisplayIcon={app}\bangvang.exe
OutputBaseFilename=bangvang-{version}-windows-x86_64-setup
Compression=lzma2
SolidCompression=yes
WizardStyle=modern
SetupIconFile={#SourcePath}bangvang.ico
; Many offices have an English Windows with Vietnamese formats: the formats decide, not the language of the menus.
LanguageDetectionMethod=locale
ShowLanguageDialog=auto

[Languages]
Name: "vi"; MessagesFile: "compiler:Default.isl"
Name: "en"; MessagesFile: "compiler:Default.isl"

[LangOptions]
vi.LanguageName=Tiếng Việt
vi.LanguageID=$042A

; Inno Setup comes without Vietnamese: these are the messages of the pages that this installer shows.
[Messages]
vi.SetupAppTitle=Cài đặt
vi.SetupWindowTitle=Cài đặt %1
vi.UninstallAppTitle=Gỡ cài đặt
vi.UninstallAppFullTitle=Gỡ cài đặt %1
vi.InformationTitle=Thông tin
vi.ConfirmTitle=Xác nhận
vi.ErrorTitle=Lỗi
vi.SetupLdrStartupMessage=Bạn sắp cài %1. Tiếp tục?
vi.SetupAppRunningError=%1 đang chạy.%n%nHãy đóng hết cửa sổ của chương trình, rồi nhấn OK để tiếp tục hoặc Hủy để thoát.
vi.UninstallAppRunningError=%1 đang chạy.%n%nHãy đóng hết cửa sổ của chương trình, rồi nhấn OK để tiếp tục hoặc Hủy để thoát.
vi.ExitSetupTitle=Thoát
vi.ExitSetupMessage=Chưa cài xong. Nếu thoát bây giờ, chương trình sẽ không được cài.%n%nThoát?
vi.ButtonBack=< &Quay lại
vi.ButtonNext=&Tiếp tục >
vi.ButtonInstall=&Cài đặt
vi.ButtonOK=OK
vi.ButtonCancel=Hủy
vi.ButtonYes=&Có
vi.ButtonNo=&Không
vi.ButtonFinish=&Xong
vi.ButtonBrowse=&Chọn…
vi.ButtonWizardBrowse=C&họn…
vi.ClickNext=Nhấn Tiếp tục để đi tiếp, hoặc Hủy để thoát.
vi.WelcomeLabel1=Cài đặt [name]
vi.WelcomeLabel2=Chương trình sẽ cài [name/ver] vào máy này, cho riêng bạn, không cần quyền quản trị.
vi.WizardSelectDir=Chọn thư mục
vi.SelectDirDesc=Cài [name] vào đâu?
vi.SelectDirLabel3=[name] sẽ được cài vào thư mục sau.
vi.SelectDirBrowseLabel=Nhấn Tiếp tục để đi tiếp. Muốn chọn thư mục khác, nhấn Chọn.
vi.DiskSpaceMBLabel=Cần ít nhất [mb] MB trống.
vi.DirExistsTitle=Thư mục đã có
vi.DirExists=Thư mục%n%n%1%n%nđã có. Vẫn cài vào đó?
vi.WizardSelectTasks=Chọn việc làm thêm
vi.SelectTasksDesc=Làm thêm những việc nào?
vi.SelectTasksLabel2=Đánh dấu những việc cần làm thêm khi cài [name], rồi nhấn Tiếp tục.
vi.WizardPreparing=Chuẩn bị cài
vi.PreparingDesc=Đang chuẩn bị cài [name].
vi.ApplicationsFound=Những chương trình sau đang dùng tệp cần thay. Nên để trình cài đặt tự đóng chúng.
vi.ApplicationsFound2=Những chương trình sau đang dùng tệp cần thay. Nên để trình cài đặt tự đóng chúng; cài xong chúng sẽ được mở lại.
vi.CloseApplications=&Tự đóng các chương trình đó
vi.DontCloseApplications=&Không đóng
vi.WizardInstalling=Đang cài
vi.InstallingLabel=Đang cài [name], xin chờ.
vi.StatusExtractFiles=Đang chép tệp…
vi.StatusCreateIcons=Đang tạo biểu tượng…
vi.StatusCreateRegistryEntries=Đang ghi thiết lập…
vi.StatusSavingUninstall=Đang ghi thông tin để gỡ cài đặt…
vi.StatusRollback=Đang hoàn lại các thay đổi…
vi.FinishedHeadingLabel=Đã cài xong [name]
vi.FinishedLabelNoIcons=Đã cài [name] vào máy này.
vi.FinishedLabel=Đã cài [name] vào máy này. Nhấp đúp biểu tượng để mở bàn biên tập.
vi.ClickFinish=Nhấn Xong để thoát.
vi.SetupAborted=Chưa cài được.%n%nHãy sửa lỗi rồi cài lại.
vi.ConfirmUninstall=Gỡ %1 khỏi máy này? Các trang web bạn đã làm vẫn còn nguyên.
vi.WizardUninstalling=Đang gỡ cài đặt
vi.StatusUninstalling=Đang gỡ %1…
vi.UninstalledAll=Đã gỡ %1 khỏi máy này.
vi.UninstalledMost=Đã gỡ %1.%n%nCòn vài tệp chưa xóa được; bạn có thể tự xóa.
en.ConfirmUninstall=Remove %1 from this computer? The sites that you have made stay.

[CustomMessages]
vi.Desk=Bàn biên tập bangvang
en.Desk=Desk of bangvang
vi.DeskComment=Viết bài, nhập quyết định và đăng trang trong trình duyệt
en.DeskComment=Write articles, enter decisions and publish, in the browser
vi.IconTask=Đặt biểu tượng của bàn biên tập lên màn hình
en.IconTask=Put an icon of the desk on the desktop
vi.PathTask=Cho phép gõ lệnh bangvang trong mọi thư mục (thêm vào PATH)
en.PathTask=Let the command bangvang be typed in any folder (adds it to PATH)
vi.OpenDesk=Mở bàn biên tập
en.OpenDesk=Open the desk

[Tasks]
Name: "icon"; Description: "{cm:IconTask}"
Name: "path"; Description: "{cm:PathTask}"

[Files]
Source: "{#Program}\*"; DestDir: "{app}"; Flags: ignoreversion
Source: "{#SourcePath}bangvang.ico"; DestDir: "{app}"; Flags: ignoreversion

; Without an argument the program opens the desk, and its window stays open if it reports an error.
[Icons]
Name: "{autoprograms}\{cm:Desk}"; Filename: "{app}\bangvang.exe"; WorkingDir: "{userdocs}"; IconFilename: "{app}\bangvang.ico"; Comment: "{cm:DeskComment}"
Name: "{autodesktop}\{cm:Desk}"; Filename: "{app}\bangvang.exe"; WorkingDir: "{userdocs}"; IconFilename: "{app}\bangvang.ico"; Comment: "{cm:DeskComment}"; Tasks: icon

[Registry]
Root: HKCU; Subkey: "Environment"; ValueType: expandsz; ValueName: "Path"; ValueData: "{code:WithProgram}"; Tasks: path; Check: IsNotInPath

[Run]
Filename: "{app}\bangvang.exe"; WorkingDir: "{userdocs}"; Description: "{cm:OpenDesk}"; Flags: nowait postinstall skipifsilent

[Code]
{ The user's PATH with a semicolon at both ends, so that each folder has one on either side. }
function UserPath(): String;
begin
  if not RegQueryStringValue(HKCU, 'Environment', 'Path', Result) then
    Result := '';
  Result := ';' + Result + ';';
end;

function IsNotInPath(): Boolean;
begin
  Result := Pos(';' + Lowercase(ExpandConstant('{app}')) + ';', Lowercase(UserPath())) = 0;
end;

{ The user's PATH with the folder of the program at its end. }
function WithProgram(Param: String): String;
begin
  Result := ExpandConstant('{app}');
  if UserPath() <> ';;' then
    Result := Copy(UserPath(), 2, MaxInt) + Result;
end;

procedure CurUninstallStepChanged(CurUninstallStep: TUninstallStep);
var
  Path, Folder: String;
  Found: Integer;
begin
  if CurUninstallStep <> usPostUninstall then
    exit;
  Path := UserPath();
  Folder := ';' + ExpandConstant('{app}') + ';';
  Found := Pos(Lowercase(Folder), Lowercase(Path));
  if Found = 0 then
    exit;
  Delete(Path, Found, Length(Folder) - 1);
  { Without the semicolons at both ends. }
  if Length(Path) > 1 then
    RegWriteExpandStringValue(HKCU, 'Environment', 'Path', Copy(Path, 2, Length(Path) - 2))
  else
    RegDeleteValue(HKCU, 'Environment', 'Path');
end;
