#include "folder.hpp"

#include <catch2/catch.hpp>

#include <stdlib.h>

namespace rw::config {
namespace {

/// $CREDENTIALS_DIRECTORY while it lives.
class Credentials {
public:
    explicit Credentials(std::string const& directory) {
        ::setenv("CREDENTIALS_DIRECTORY", directory.c_str(), 1);
    }
    ~Credentials() { ::unsetenv("CREDENTIALS_DIRECTORY"); }
    Credentials(Credentials const&) = delete;
    Credentials& operator=(Credentials const&) = delete;
};

constexpr std::string_view everything_secret = R"(
[redis]
url = "redis://localhost"
password_file = "redis"
[weibo]
app_secret_file = "app"
[[account]]
name = "yunzhi"
uid = "1904178193"
token_files = ["one", "two"]
[[channel]]
name = "ops"
type = "dingtalk"
url_file = "url"
secret_file = "sign"
)";

std::string write_secrets(Folder const& folder) {
    folder.write("redis", "hunter2-redis\n");
    folder.write("app", "hunter2-app\r\n");
    folder.write("one", "hunter2-one");
    folder.write("two", "hunter2-two\n");
    folder.write("url", "https://robot.example.com/send?access_token=hunter2-url\n");
    folder.write("sign", "SEChunter2\n");
    return folder.write("c.toml", everything_secret);
}

}  // namespace

TEST_CASE("further robots of a group have an address and a secret each", "[config][secret][channel]") {
    auto const with_type = [](std::string const& type) {
        return "[[channel]]\nname = \"ops\"\ntype = \"" + type +
               "\"\nurl_file = \"url\"\nrobots = [{ url_file = \"second\", secret_file = \"sign\" }, "
               "{ url_file = \"third\" }]\n";
    };
    Folder const folder;
    write_secrets(folder);
    folder.write("second", "https://robot.example.com/send?access_token=second\n");
    folder.write("third", "https://robot.example.com/send?access_token=third\n");
    auto const loaded = load(folder.write("d.toml", with_type("dingtalk")));
    INFO(said(loaded));
    REQUIRE(loaded.config);
    auto const& robots = loaded.config->channels.at(0).robots;
    REQUIRE(robots.size() == 2);
    CHECK(robots[0].url.reveal() == "https://robot.example.com/send?access_token=second");
    CHECK(robots[0].secret.reveal() == "SEChunter2");
    CHECK(robots[1].secret.empty());
    auto const refused = load(folder.write("e.toml", with_type("slack")));
    CHECK(said(refused).find("only dingtalk, wecom and feishu have robots") != std::string::npos);
}

TEST_CASE("secrets come from their files, without the line end", "[config][secret]") {
    Folder const folder;
    auto const loaded = load(write_secrets(folder));
    INFO(said(loaded));
    REQUIRE(loaded.config);
    CHECK(loaded.config->redis.password.reveal() == "hunter2-redis");
    CHECK(loaded.config->weibo.app_secret.reveal() == "hunter2-app");
    CHECK(loaded.config->accounts.at(0).tokens == std::vector{Secret{"hunter2-one"}, Secret{"hunter2-two"}});
    CHECK(loaded.config->channels.at(0).url.reveal() ==
          "https://robot.example.com/send?access_token=hunter2-url");
    CHECK(loaded.config->channels.at(0).secret.reveal() == "SEChunter2");
}

TEST_CASE("a secret that was replaced is read again", "[config][secret]") {
    Folder const folder;
    auto const file = write_secrets(folder);
    auto const before = load(file);
    folder.write("two", "hunter2-new\n");
    auto const after = load(file);
    REQUIRE(before.config);
    REQUIRE(after.config);
    CHECK(before.config->accounts.at(0).tokens[1].reveal() == "hunter2-two");
    CHECK(after.config->accounts.at(0).tokens[1].reveal() == "hunter2-new");
}

TEST_CASE("a secret does not show when it is printed, and not when its file is at fault",
          "[config][secret]") {
    std::ostringstream out;
    out << Secret{"hunter2"};
    CHECK(out.str() == "***");

    Folder const folder;
    auto const file = write_secrets(folder);
    for (auto const* const name : {"redis", "app", "one", "two", "sign", "url"}) {
        auto const before = content_of(folder.path() / name);
        folder.write(name, before + "and a second line");
        auto const loaded = load(file);
        CAPTURE(name, said(loaded));
        CHECK(loaded.complaints.size() == 1);
        CHECK(said(loaded).find("hunter2") == std::string::npos);
        folder.write(name, before);
    }
}

TEST_CASE("whoever is about to make a token needs none, and everything else", "[config][secret]") {
    Folder const folder;
    auto const file = write_secrets(folder);
    for (auto const* const name : {"one", "two"})
        std::filesystem::remove(folder.path() / name);
    CHECK(load(file).complaints.size() == 2);
    auto const loaded = load(file, Purpose::login);
    INFO(said(loaded));
    REQUIRE(loaded.config);
    auto const& account = loaded.config->accounts.at(0);
    CHECK(account.tokens == std::vector{Secret{}, Secret{}});
    CHECK(account.token_places ==
          std::vector{(folder.path() / "one").string(), (folder.path() / "two").string()});
    CHECK(loaded.config->weibo.app_secret.reveal() == "hunter2-app");
    std::filesystem::remove(folder.path() / "app");
    CHECK(load(file, Purpose::login).complaints.size() == 1);
    auto const inline_token = folder.write(
        "inline.toml", "[[account]]\nname = \"a\"\nuid = \"1\"\ntoken_files = [\"https://hunter2\", 7]\n");
    CHECK(load(inline_token, Purpose::login).complaints.size() == 2);
}

TEST_CASE("a token that systemd keeps has no place to be written to", "[config][secret]") {
    Folder const folder;
    auto const file = folder.write(
        "c.toml", "[[account]]\nname = \"a\"\nuid = \"1\"\ntoken_files = [\"credential:a\", \"b\"]\n");
    auto const loaded = load(file, Purpose::login);
    REQUIRE(loaded.config);
    CHECK(loaded.config->accounts.at(0).token_places ==
          std::vector{std::string{}, (folder.path() / "b").string()});
}

TEST_CASE("credential:NAME is a systemd credential", "[config][secret]") {
    Folder const folder;
    folder.write("credentials/token", "hunter2-token\n");
    Credentials const set{(folder.path() / "credentials").string()};
    auto const text = [](std::string const& name) {
        return "[[account]]\nname = \"yunzhi\"\nuid = \"1\"\ntoken_files = [\"credential:" + name + "\"]\n";
    };
    auto const loaded = load(folder.write("c.toml", text("token")));
    INFO(said(loaded));
    REQUIRE(loaded.config);
    CHECK(loaded.config->accounts.at(0).tokens.at(0).reveal() == "hunter2-token");
    CHECK(load(folder.write("c.toml", text("absent"))).complaints.size() == 1);
    CHECK(load(folder.write("c.toml", text("../c.toml"))).complaints.size() == 1);
    CHECK(load(folder.write("c.toml", text(""))).complaints.size() == 1);
}

}  // namespace rw::config
