#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "bench/floor_reader.hpp"
#include "bench/floor_sqlite.hpp"
#include "bench/floor_writer.hpp"
#include "util/encoding.hpp"

// The floor: what this machine gives to the barest program that does the same. Bare HTTP (two I/O
// threads, an io_context each), bare SQLite (floor_writer, floor_reader), JSON written by hand; no
// authentication, no validation, no log, no time-outs.
//   POST /open  subject=…&message=…      GET /get?id=N      POST /noop
// usage: floor copy DATABASE DESK    makes DATABASE, with all tickets of a desk's SQLite file
//        floor serve DATABASE PORT

namespace desk::bench {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using Socket = asio::basic_stream_socket<asio::ip::tcp, asio::io_context::executor_type>;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, asio::io_context::executor_type>;

struct IoThread {
    explicit IoThread(const std::string& path) : reader(path) {}
    asio::io_context context{1};
    asio::executor_work_guard<asio::io_context::executor_type> work{context.get_executor()};
    Reader reader;
};

std::string form_value(std::string_view form, std::string_view name) {
    while (!form.empty()) {
        const std::string_view field = form.substr(0, form.find('&'));
        form.remove_prefix(std::min(form.size(), field.size() + 1));
        if (field.starts_with(name) && field.size() > name.size() && field[name.size()] == '=') {
            return percent_decode(field.substr(name.size() + 1), true);
        }
    }
    return {};
}

class Session : public std::enable_shared_from_this<Session> {
  public:
    Session(Socket socket, IoThread& io, std::size_t thread, Writer& writer)
        : socket_(std::move(socket)), io_(io), thread_(thread), writer_(writer) {}

    void read() {
        parser_.emplace();
        http::async_read(socket_, buffer_, *parser_,
                         [self = shared_from_this()](boost::beast::error_code error, std::size_t) {
                             if (!error) self->handle();
                         });
    }

  private:
    void handle() {
        const auto& request = parser_->get();
        const std::string_view target = {request.target().data(), request.target().size()};
        if (target == "/open") {
            OpenJob job;
            job.subject = form_value(request.body(), "subject");
            job.message = form_value(request.body(), "message");
            job.io_thread = thread_;
            job.done = [self = shared_from_this()](const Opened& opened) { self->opened(opened); };
            writer_.add(std::move(job));
        } else if (target.starts_with("/get?id=")) {
            std::int64_t id = 0;
            std::from_chars(target.data() + 8, target.data() + target.size(), id);
            std::string body = io_.reader.get_ticket(id);
            const http::status status = body.empty() ? http::status::not_found : http::status::ok;
            answer(status, std::move(body));
        } else {
            answer(http::status::ok, "{}");
        }
    }

    void opened(const Opened& opened) {
        if (!opened.ok) return answer(http::status::internal_server_error, R"({"result":"error"})");
        answer(http::status::ok, R"({"result":"success","id":)" + std::to_string(opened.id) +
                                     R"(,"tid":")" + opened.number + R"(","c":")" +
                                     opened.access_code + "\"}");
    }

    void answer(http::status status, std::string body) {
        response_ = {status, 11, std::move(body)};
        response_.set(http::field::content_type, "application/json");
        response_.prepare_payload();
        http::async_write(socket_, response_,
                          [self = shared_from_this()](boost::beast::error_code error, std::size_t) {
                              if (!error) self->read();
                          });
    }

    Socket socket_;
    IoThread& io_;
    std::size_t thread_;
    Writer& writer_;
    boost::beast::flat_buffer buffer_;
    std::optional<http::request_parser<http::string_body>> parser_;
    http::response<http::string_body> response_;
};

/// Connections go to the threads in turn.
void accept(Acceptor& acceptor, std::vector<std::unique_ptr<IoThread>>& threads, std::size_t next,
            Writer& writer) {
    IoThread& io = *threads[next];
    acceptor.async_accept(io.context, [&, next](boost::system::error_code error, Socket socket) {
        if (error) return;
        socket.set_option(asio::ip::tcp::no_delay(true));
        auto session = std::make_shared<Session>(std::move(socket), *threads[next], next, writer);
        asio::post(threads[next]->context, [session] { session->read(); });
        accept(acceptor, threads, (next + 1) % threads.size(), writer);
    });
}

void serve(const std::string& path, unsigned short port) {
    std::vector<std::unique_ptr<IoThread>> threads;
    for (int i = 0; i < 2; ++i) threads.push_back(std::make_unique<IoThread>(path));
    Writer writer(path, threads.size(), [&](std::size_t thread, Writer::Deliveries deliveries) {
        asio::post(threads[thread]->context, [deliveries = std::move(deliveries)] {
            for (const auto& [done, opened] : deliveries) done(opened);
        });
    });

    Acceptor acceptor(threads[0]->context, {asio::ip::address_v4::loopback(), port});
    accept(acceptor, threads, 0, writer);
    asio::signal_set signals(threads[0]->context, SIGINT, SIGTERM);
    signals.async_wait([&](boost::system::error_code, int) {
        for (auto& io : threads) io->context.stop();
    });
    std::printf("floor: http://127.0.0.1:%d\n", acceptor.local_endpoint().port());
    std::fflush(stdout);
    std::thread second([&] { threads[1]->context.run(); });
    threads[0]->context.run();
    second.join();
}

}  // namespace
}  // namespace desk::bench

int main(int argc, char** argv) try {
    const std::string command = argc == 4 ? argv[1] : "";
    if (command == "copy") {
        for (const char* suffix : {"", "-wal", "-shm"}) {
            std::filesystem::remove(std::string(argv[2]) + suffix);
        }
        desk::bench::copy_desk(argv[2], argv[3]);
    } else if (command == "serve") {
        desk::bench::serve(argv[2], static_cast<unsigned short>(std::stoi(argv[3])));
    } else {
        std::fprintf(stderr, "usage: floor copy DATABASE DESK | floor serve DATABASE PORT\n");
        return 2;
    }
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "floor: %s\n", error.what());
    return 1;
}
