package io.pagurus.bench.edge.proxy;

/** Pure. Nginx with one worker. Affinity by session, passive health, kept upstream connections. */
final class Nginx {

    private Nginx() {}

    static String configuration(int port, int origin, int openFiles) {
        String user = "root".equals(System.getProperty("user.name")) ? "user root;" : "";
        return """
        %s
        worker_processes 1;
        daemon off;
        pid nginx.pid;
        error_log nginx-error.log error;
        events { worker_connections %d; }
        http {
          access_log off;
          client_body_temp_path body;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
          keepalive_requests 1000000000;
          keepalive_timeout 1h;
          upstream nodes {
            hash $http_x_session_id consistent;
            server 127.0.0.1:%d max_fails=3 fail_timeout=30s;
            keepalive 64;
            keepalive_requests 1000000000;
          }
          map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
          server {
            listen 127.0.0.1:%d backlog=4096;
            proxy_http_version 1.1;
            proxy_set_header Host $host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_set_header Connection $connection_upgrade;
            proxy_set_header Upgrade $http_upgrade;
            proxy_read_timeout 1h;
            proxy_send_timeout 1h;
            location / { proxy_pass http://nodes; }
            location /events { proxy_pass http://nodes; proxy_buffering off; }
          }
        }
        """
                .formatted(user, openFiles - 100, origin, port);
    }
}
