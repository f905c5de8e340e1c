class Bangvang < Formula
  desc "Static site generator for campaign news and award honor rolls"
  homepage "{home}"
  version "{version}"
  license any_of: ["MIT", "Apache-2.0"]

  on_macos do
    on_arm do
      url "{address}/bangvang-{version}-macos-aarch64.tar.gz"
      sha256 "{sha256-macos-aarch64}"
    end
    on_intel do
      url "{address}/bangvang-{version}-macos-x86_64.tar.gz"
      sha256 "{sha256-macos-x86_64}"
    end
  end

  on_linux do
    on_intel do
      url "{address}/bangvang-{version}-linux-x86_64.tar.gz"
      sha256 "{sha256-linux-x86_64}"
    end
  end

  def install
    bin.install "bangvang"
    doc.install "README.md", "LICENCES-OF-CRATES.txt"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/bangvang --version")
    system bin/"bangvang", "init", "site"
    assert_path_exists testpath/"site/content/site.yaml"
  end
end
